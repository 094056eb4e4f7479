// What is known of a question, in words.

import { h } from "../../elements";
import { ago } from "../figures";
import { known_colour } from "../grade_pill";

/** Answers are listed with the best one first. */
export function answer_pill(answer, choices) {
	return h("span", { class: `indicator-pill ${colour(answer, choices)} no-indicator-dot li-answer` }, answer.label);
}

function colour({ answer }, choices) {
	const place = (choices || []).findIndex((choice) => choice.value === answer);
	if (place === -1) return known_colour(null);
	if (place === 0) return "green";
	if (place === choices.length - 1) return "gray";
	return place <= (choices.length - 1) / 2 ? "blue" : "orange";
}

export function confidence_text(confidence) {
	return { High: __("high confidence"), Medium: __("medium confidence"), Low: __("low confidence") }[confidence] || "";
}

/** Who found out, and when. */
export function origin(answer) {
	const said = answer.answer ? __("found out by {0}, {1}", [answer.by, ago(answer.at)]) : __("taken back by {0}, {1}", [answer.by, ago(answer.at)]);
	return h("span", { class: "li-quiet", title: frappe.datetime.str_to_user(frappe.datetime.convert_to_user_tz(answer.at)) }, said);
}

/** An answer with all that is known about it. */
export function told(answer, choices) {
	const confidence = confidence_text(answer.confidence);
	return [
		h(
			"div",
			{ class: "li-answer-line" },
			answer.answer ? answer_pill(answer, choices) : h("span", {}, __("Not known any more")),
			confidence && h("span", { class: "li-confidence" }, confidence),
			answer.answer && answer.listed === false && h("span", { class: "li-quiet" }, __("(no longer a choice)"))
		),
		h("div", { class: "li-answer-about" }, origin(answer)),
		answer.note && h("div", { class: "li-answer-note" }, answer.note),
	];
}
