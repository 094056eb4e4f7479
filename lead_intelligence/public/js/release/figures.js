// How many leads would be released, stage by stage, and how many of them sales would be handed at once.

import { h } from "../elements";
import { stage_name } from "../lead/stage/names";

export function figures({ leads, handed_over, stages }) {
	if (!leads) return h("p", { class: "li-quiet", role: "status" }, __("No lead waits to be released that these filters would find."));
	const number = (count) => h("td", { class: "li-number" }, format_number(count, null, 0));
	const row = (name, count, handed) => h("tr", {}, h("th", { scope: "row" }, name), number(count), number(handed));
	const heads = [__("Stage"), __("Leads"), __("Handed Over at Once")];
	return h(
		"table",
		{ class: "li-table li-release-figures" },
		h("thead", {}, h("tr", {}, heads.map((name, place) => h("th", { scope: "col", class: place ? "li-number" : null }, name)))),
		h("tbody", {}, stages.map(({ stage, leads: count, handed_over: handed }) => row(stage_name(stage), count, handed))),
		h("tfoot", {}, row(__("Together"), leads, handed_over))
	);
}
