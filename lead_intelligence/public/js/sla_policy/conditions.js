// The two conditions of a policy.

import * as on_form from "../conditions/on_form";
import { source_for } from "./store";

const conditions = [
	{
		part: "condition",
		blank: () => __("For all leads of the company."),
		title: () => __("For which leads"),
		begin: () => __("Only for Some Leads…"),
	},
	{
		part: "pause",
		blank: () => __("Nothing pauses the clocks."),
		title: () => __("What pauses the clocks"),
		begin: () => __("Set a Pause…"),
	},
];

export function show_conditions(frm, changed) {
	on_form.show_conditions(frm, { conditions, source: () => source_for(frm.doc.company), changed });
}
