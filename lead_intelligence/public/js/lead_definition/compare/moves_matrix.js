// From which stage to which leads would go.

import { h } from "../../elements";
import { stage_name } from "../../lead/stage/names";
import { count, leads_text } from "../../preview/figures";

const ORDER = [null, "Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer", "Nurture", "Disqualified"];
const LADDER = ORDER.slice(0, 8);

export function moves_matrix(cells) {
	const rows = in_order(cells.map((cell) => cell.before));
	const columns = in_order(cells.map((cell) => cell.after));
	const found = new Map(cells.map((cell) => [key(cell.before, cell.after), cell.leads]));
	const most = Math.max(1, ...cells.filter((cell) => cell.before !== cell.after).map((cell) => cell.leads));
	const total = (test) => cells.filter(test).reduce((sum, cell) => sum + cell.leads, 0);
	return h(
		"table",
		{ class: "li-matrix li-moves-matrix" },
		h("caption", { class: "sr-only" }, __("Leads by their stage without this version, in rows, and with it, in columns")),
		h(
			"thead",
			{},
			h("tr", {}, h("td", {}), h("th", { colspan: columns.length, class: "li-over" }, __("With this version")), h("td", {})),
			h(
				"tr",
				{},
				h("th", { scope: "col", class: "li-corner" }, __("Without")),
				columns.map((stage) => h("th", { scope: "col" }, called(stage))),
				h("th", { scope: "col", class: "li-total" }, __("All"))
			)
		),
		h(
			"tbody",
			{},
			rows.map((before) =>
				h(
					"tr",
					{},
					h("th", { scope: "row" }, called(before)),
					columns.map((after) => h("td", {}, cell(before, after, found.get(key(before, after)), most))),
					h("td", { class: "li-total" }, count(total((one) => one.before === before)))
				)
			)
		),
		h(
			"tfoot",
			{},
			h(
				"tr",
				{},
				h("th", { scope: "row" }, __("All")),
				columns.map((after) => h("td", { class: "li-total" }, count(total((one) => one.after === after)))),
				h("td", { class: "li-total" }, count(total(() => true)))
			)
		)
	);
}

const key = (before, after) => JSON.stringify([before, after]);
const in_order = (stages) => ORDER.filter((stage) => stages.includes(stage));
const called = (stage) => (stage === null ? __("No stage") : stage_name(stage));

function cell(before, after, leads, most) {
	if (!leads) return h("span", { class: "li-quiet" }, "·");
	const style = `--li-share: ${(0.1 + 0.5 * Math.sqrt(leads / most)).toFixed(3)}`;
	const title = before === after ? __("{0}: {1}", [called(after), leads_text(leads)]) : __("{0} to {1}: {2}", [called(before), called(after), leads_text(leads)]);
	return h("span", { class: `li-cell li-${direction(before, after)}`, style, title }, count(leads));
}

function direction(before, after) {
	if (before === after) return "stays";
	const [from, to] = [LADDER.indexOf(before), LADDER.indexOf(after)];
	if (from < 0 || to < 0 || before === null) return "moves";
	return to > from ? "rises" : "falls";
}
