// The figures of a rep, each as a small picture with its words.

import { h } from "../elements";
import { span_text } from "../lead/clock/words";
import { known_colour } from "../lead/grade_pill";
import { count, NOTHING, plain, share_text } from "../preview/figures";

/** The open leads as a bar of their grades; `most`: how many the one with most of them has. */
export function by_grade({ by_grade: counts, open }, grades, most) {
	const found = grades.filter(({ grade }) => counts[grade]);
	const parts = found.map(({ grade, colour }) =>
		h("span", { class: `li-part li-${known_colour(colour)}`, style: `flex: ${counts[grade]}`, title: grade_text(grade, counts) })
	);
	const words = found.map(({ grade, colour }) =>
		h("span", { class: "li-of-grade" }, h("span", { class: `li-swatch li-${known_colour(colour)}` }), grade_text(grade, counts))
	);
	const wide = ((100 * open) / (most || 1)).toFixed(1);
	return [
		h("span", { class: "li-parts", style: `width: ${wide}%`, "aria-hidden": "true" }, parts),
		h("span", { class: "li-of-grades li-quiet" }, words),
	];
}

function grade_text(grade, counts) {
	return grade ? `${grade} ${count(counts[grade])}` : __("not scored {0}", [count(counts[grade])]);
}

/** How much of the capacity is used. */
export function load({ work }) {
	if (!work) return h("span", { class: "li-quiet" }, NOTHING);
	const { load: used, capacity, is_ramping } = work;
	const words = __("{0} of {1}", [tenths(used), tenths(capacity)]);
	if (!capacity) return h("span", { class: "li-quiet" }, __("{0}, takes none", [tenths(used)]));
	const share = used / capacity;
	const level = share >= 1 ? "red" : share >= 0.8 ? "orange" : "green";
	return [
		h("span", { class: "li-load", "aria-hidden": "true" }, h("span", { class: `li-${level}`, style: `width: ${Math.min(100, 100 * share).toFixed(1)}%` })),
		h("span", { class: share >= 1 ? "li-load-full" : null }, words),
		is_ramping && h("span", { class: "li-quiet", title: __("Has just begun or come back, so that only a part of the capacity counts.") }, " ", __("ramping up")),
	];
}

const tenths = (number) => plain(number, Number.isInteger(Math.round(number * 10) / 10) ? 0 : 1);

export function today({ work }) {
	if (!work) return h("span", { class: "li-quiet" }, NOTHING);
	const { taken_today, daily_limit } = work;
	if (!daily_limit) return count(taken_today);
	const words = __("{0} of {1}", [count(taken_today), count(daily_limit)]);
	return taken_today >= daily_limit ? h("span", { class: "indicator-pill orange no-indicator-dot" }, words) : words;
}

export function first_answer({ answers }) {
	if (!answers) return h("span", { class: "li-quiet" }, NOTHING);
	const soon = answers.median < 1 ? __("under 1 min") : span_text(60 * answers.median);
	const [in_time, all] = [share_text(answers.in_time / answers.answers, 0), count(answers.answers)];
	return [soon, h("span", { class: "li-below li-quiet" }, answers.answers === 1 ? __("{0} in time, of 1", [in_time]) : __("{0} in time, of {1}", [in_time, all]))];
}

export function converted({ decided, converted: won }) {
	if (!decided) return h("span", { class: "li-quiet" }, NOTHING);
	return [share_text(won / decided, 0), h("span", { class: "li-below li-quiet" }, __("{0} of {1}", [count(won), count(decided)]))];
}
