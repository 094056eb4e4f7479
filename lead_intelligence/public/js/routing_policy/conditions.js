// For which leads a policy is, and for which each of its rules.

import { ConditionColumn } from "../conditions/in_grid";
import * as on_form from "../conditions/on_form";
import { source_for } from "./store";

const conditions = [
	{
		part: "condition",
		blank: () => __("For all leads of the company."),
		title: () => __("For which leads"),
		begin: () => __("Only for Some Leads…"),
	},
];

export function show_condition(frm, changed) {
	on_form.show_conditions(frm, { conditions, source: () => source_for(frm.doc.company), changed });
}

export const of_rules = new ConditionColumn({
	doctype: "Lead Routing Rule",
	table: "rules",
	title: "title",
	source: (frm) => source_for(frm.doc.company),
	all: () => __("All leads"),
});
