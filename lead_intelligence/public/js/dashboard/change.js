// How a figure has changed against the days before: by an arrow, a number and a word, so that no colour has to be seen.

import { h } from "../elements";
import { is_none } from "../preview/figures";
import { figure_text } from "../reports/figures";

const ARROWS = { up: "▲", down: "▼", same: "■" };
const VERDICTS = { better: () => __("better"), worse: () => __("worse") };
const FEW = 10;

/** `figure`: a card as the server tells it. */
export function change(figure) {
	const { value, before, is_of_now, verdict } = figure;
	if (is_of_now) return quietly(__("at this moment"));
	if (is_none(value)) return quietly(__("no figure"));
	if (is_none(before)) return quietly(__("nothing to compare with"));
	const way = value > before ? "up" : value < before ? "down" : "same";
	const words = VERDICTS[verdict] ? VERDICTS[verdict]() : way === "same" ? __("as before") : "";
	return h("span", { class: `li-change li-${VERDICTS[verdict] ? verdict : "neither"}` }, h("span", { "aria-hidden": "true" }, ARROWS[way]), ` ${difference_text(figure, way)} `, words);
}

const quietly = (words) => h("span", { class: "li-change li-neither" }, words);

/** In points for shares, by so much for times and small numbers, and else in per cent of what was before. */
function difference_text({ value, before, shape, currency }, way) {
	if (way === "same") return "";
	const sign = way === "up" ? "+" : "−";
	const distance = Math.abs(value - before);
	if (shape === "Share") return __("{0} points", [sign + rounded(distance, 1)]);
	const is_absolute = shape !== "Amount" && (shape !== "Count" || before < FEW);
	if (is_absolute || before <= 0) return sign + figure_text(distance, shape, currency);
	return `${sign}${rounded((100 * distance) / before, 0)}\u00a0%`;
}

function rounded(number, decimals) {
	const factor = 10 ** decimals;
	const shown = Math.round(number * factor) / factor;
	if (!shown) return `<\u00a0${format_number(1 / factor, null, decimals)}`;
	return format_number(shown, null, Number.isInteger(shown) ? 0 : decimals);
}
