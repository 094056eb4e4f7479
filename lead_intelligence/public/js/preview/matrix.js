// From which grade to which the leads would go. Each count opens the list of its leads.

import { h } from "../elements";
import { grade_pill } from "../lead/grade_pill";
import { block } from "./block";
import { count, leads_text, share_text } from "./figures";

/** `open({ from, to, leads })` shows the leads of a cell. */
export function matrix(comparison, open) {
	const { changes, old } = comparison;
	const after = comparison.new.grades;
	const before = old ? old.grades : [null];
	const cells = new Map(changes.cells.map((cell) => [key(cell.from, cell.to), cell]));
	const most = Math.max(1, ...changes.cells.filter((cell) => cell.from !== cell.to).map((cell) => cell.leads));
	const ranks = new Map(after.map((grade, place) => [grade.grade, place]));
	const rows = before.map((grade) => {
		const from = grade ? grade.grade : null;
		const found = after.map(({ grade: to }) => {
			const cell = cells.get(key(from, to));
			return h("td", {}, cell ? cell_button(cell, most, ranks, open) : h("span", { class: "li-quiet" }, "·"));
		});
		const head = grade ? grade_pill(from, grade.colour) : __("No model");
		return h("tr", {}, h("th", { scope: "row" }, head), found, total(grade ? grade.leads : comparison.leads));
	});
	const table = h(
		"table",
		{ class: "li-matrix" },
		h("caption", { class: "sr-only" }, __("Leads by their grade now, in rows, and with this model, in columns")),
		h(
			"thead",
			{},
			h(
				"tr",
				{},
				h("td", {}),
				h("th", { colspan: after.length, class: "li-over" }, __("With this model")),
				h("td", {})
			),
			h(
				"tr",
				{},
				h("th", { scope: "col", class: "li-corner" }, __("Now")),
				after.map((grade) => h("th", { scope: "col" }, grade_pill(grade.grade, grade.colour))),
				h("th", { scope: "col", class: "li-total" }, __("All"))
			)
		),
		h("tbody", {}, rows),
		h(
			"tfoot",
			{},
			h(
				"tr",
				{},
				h("th", { scope: "row" }, __("All")),
				after.map((grade) => total(grade.leads)),
				total(comparison.leads)
			)
		)
	);
	const hint = __("Press a number to see its leads.");
	return block(
		__("From which grade to which"),
		"",
		h("div", { class: "li-scroll", tabindex: 0, role: "group", "aria-label": __("From which grade to which") }, table),
		h("p", { class: "li-quiet li-hint" }, hint)
	);
}

const key = (from, to) => JSON.stringify([from, to]);

const total = (leads) => h("td", { class: "li-total" }, count(leads));

function cell_button(cell, most, ranks, open) {
	const { from, to, leads } = cell;
	const style = `--li-share: ${(0.1 + 0.5 * Math.sqrt(leads / most)).toFixed(3)}`;
	const about = [cell_title(cell), leads_text(leads), ...won(cell)].join(", ");
	return h(
		"button",
		{
			type: "button",
			class: `li-cell li-${direction(from, to, ranks)}`,
			style,
			title: about,
			"aria-label": about,
			onclick: () => open(cell),
		},
		count(leads)
	);
}

function direction(from, to, ranks) {
	if (from === to || from === null) return "stays";
	if (!ranks.has(from)) return "moves";
	return ranks.get(to) < ranks.get(from) ? "rises" : "falls";
}

export function cell_title({ from, to }) {
	if (from === null) return __("Grade {0}", [to]);
	return from === to ? __("Stay {0}", [to]) : __("From {0} to {1}", [from, to]);
}

/** How many of a cell's leads were won, where outcomes are known. */
function won({ known, won: of_known }) {
	if (!known) return [];
	return [
		__("{0} of {1} with a known outcome were won ({2})", [
			count(of_known),
			count(known),
			share_text(of_known / known, 0),
		]),
	];
}
