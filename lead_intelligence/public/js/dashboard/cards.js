// The figures, each with what it was before and the way to where it comes from.

import { h } from "../elements";
import { count, is_none } from "../preview/figures";
import { figure_text } from "../reports/figures";
import { change } from "./change";
import { linked } from "./links";

const OF_CASES = ["Share", "Minutes"];

export const cards = (figures) => figures.map(card);

function card(figure) {
	const { name, label, value, before, shape, currency, target } = figure;
	return h(
		"li",
		{ class: "li-board-card", "data-card": name },
		linked(target, label, { class: "li-board-label", "data-li-focus": `card ${name}` }),
		h("strong", { title: is_none(value) || shown(value, shape) === value ? null : figure_text(value, shape, currency) }, figure_text(shown(value, shape), shape, currency)),
		change(figure),
		h("span", { class: "li-below li-quiet" }, [before_text(figure), cases_text(figure)].filter(Boolean).join(" · "))
	);

	function before_text() {
		return is_none(before) || is_none(value) ? "" : __("before: {0}", [figure_text(shown(before, shape), shape, currency)]);
	}
}

/** Cents say nothing from here; whoever points at the figure reads them. */
const shown = (value, shape) => (shape === "Amount" && Math.abs(value) >= 1000 ? Math.round(value) : value);

function cases_text({ value, cases, shape }) {
	if (is_none(value) || is_none(cases) || !OF_CASES.includes(shape)) return "";
	return cases === 1 ? __("of 1") : __("of {0}", [count(cases)]);
}
