// How many leads would be released, stage by stage, and how many of them would be handed over at once.

import { h } from "../elements";
import { stage_name } from "../lead/stage/names";

export function figures({ leads, handed_over, stages }) {
	if (!leads) return [h("p", { class: "li-quiet", role: "status" }, __("No lead waits to be released that these filters would find."))];
	const number = (count) => h("td", { class: "li-number" }, format_number(count, null, 0));
	const row = (name, count) => h("tr", {}, h("th", { scope: "row" }, name), number(count));
	return [
		h(
			"table",
			{ class: "li-table li-release-figures" },
			h("thead", {}, h("tr", {}, h("th", { scope: "col" }, __("Stage")), h("th", { scope: "col", class: "li-number" }, __("Leads")))),
			h("tbody", {}, stages.map(({ stage, leads: count }) => row(stage_name(stage), count))),
			h("tfoot", {}, row(__("Together"), leads))
		),
		h("p", { class: "li-release-handed" }, handed_over ? __("{0} of them would be handed over to sales at once.", [format_number(handed_over, null, 0)]) : __("None of them would be handed over at once.")),
	];
}
