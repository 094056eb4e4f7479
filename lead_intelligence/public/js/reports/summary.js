// The figures on top of a report, and of the period before where that is asked for.

import { h } from "../elements";
import { figure_text } from "./figures";

const TONES = { Green: "li-good", Red: "li-alarm" };

/** `is_compared`: whether the period before was asked for. */
export function summary(cards, is_compared) {
	return h("ul", { class: "li-at-a-glance li-report-cards" }, cards.map((one) => card(one, is_compared)));
}

function card({ label, value, li_shape, currency, indicator, before }, is_compared) {
	return h(
		"li",
		{ class: TONES[indicator] || null },
		h("span", { class: "li-quiet" }, label),
		h("strong", {}, figure_text(value, li_shape, currency)),
		is_compared && h("span", { class: "li-below li-quiet" }, before_text(before, li_shape, currency))
	);
}

function before_text(before, shape, currency) {
	return __("before: {0}", [figure_text(before, shape, currency)]);
}
