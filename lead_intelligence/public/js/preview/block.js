// The blocks of which the panels are made.

import { h } from "../elements";

/** A titled part of a panel. */
export function block(title, note, ...content) {
	return h(
		"section",
		{ class: "li-block" },
		h("div", { class: "li-block-head" }, h("h4", {}, title), note && h("span", { class: "li-quiet" }, note)),
		...content
	);
}

export function pair(...blocks) {
	return h("div", { class: "li-pair" }, ...blocks);
}

export function button(label, onclick, style = "default", more = {}) {
	return h("button", { type: "button", class: `btn btn-xs btn-${style}`, onclick, ...more }, label);
}

/** A table whose rows become cards on a phone. `rows`: lists of cells; a cell is a content, or [attributes, content]. */
export function stacking_table(style, columns, rows, caption) {
	const heads = columns.map((column) => h("th", { scope: "col", class: column.style || null }, column.label));
	return h(
		"table",
		{ class: `li-table li-stacks ${style}` },
		caption && h("caption", { class: "sr-only" }, caption),
		h("thead", {}, h("tr", {}, heads)),
		h(
			"tbody",
			{},
			rows.map((row) =>
				h(
					"tr",
					{},
					row.map((cell, place) => cell_of(columns[place], place, cell))
				)
			)
		)
	);
}

function cell_of(column, place, content) {
	if (!place) return h("th", { scope: "row" }, content);
	return h("td", { class: column.style || null, "data-label": column.label }, content);
}
