// Bars that lie below each other, each with its name in full.

import { h } from "../elements";

/** `rows`: [{ label, bars: [{ value, style }], number, words }]. `number` stands at the end, `words` below. Bars are as long as their part of
 * the longest; what is below nought has none. */
export function bars(rows) {
	const most = Math.max(0, ...rows.flatMap((row) => row.bars.map(({ value }) => value || 0)));
	return h("ol", { class: "li-board-bars" }, rows.map((row) => line(row, most)));
}

function line({ label, bars: own, number, words }, most) {
	return h(
		"li",
		{},
		h("span", { class: "li-bars-label" }, label),
		h("span", { class: "li-bars-room", "aria-hidden": "true" }, own.map(({ value, style }) => bar(value, most, style))),
		h("span", { class: "li-bars-number" }, number),
		h("span", { class: "li-bars-words li-quiet" }, words)
	);
}

function bar(value, most, style) {
	const shown = Math.max(0, value || 0);
	return h("span", { class: `li-bars-bar ${style}`, style: `width: ${(most ? (100 * shown) / most : 0).toFixed(1)}%; min-width: ${shown ? 2 : 0}px` });
}

/** `keys`: [{ name, style }]. */
export function legend(keys) {
	return h("ul", { class: "li-legend li-quiet" }, keys.map(({ name, style }) => h("li", {}, h("span", { class: `li-swatch ${style}` }), name)));
}
