// What is left, what was done today, and how soon this rep answers.

import { h, joined } from "../elements";
import { span_text } from "../lead/clock/words";
import { count, NOTHING, share_text } from "../preview/figures";

export function counters({ left, total, today, response, is_own }) {
	const done = today.leads;
	return h(
		"ul",
		{ class: "li-at-a-glance li-desk-counters" },
		tile("left", __("Left"), count(left), left_note(left, total), progress(done, left)),
		tile("done", __("Done Today"), count(done), done_text(today)),
		tile("response", is_own ? __("My Response Time") : __("Response Time"), response ? soon_text(response) : NOTHING, response_note(response))
	);
}

function tile(key, label, value, note, more) {
	return h("li", { class: `li-desk-${key}` }, h("span", { class: "li-quiet" }, label), h("strong", {}, value), h("span", { class: "li-below li-quiet" }, note), more);
}

function left_note(left, total) {
	if (total === left) return "";
	return total - left === 1 ? __("and 1 that can wait") : __("and {0} that can wait", [count(total - left)]);
}

function progress(done, left) {
	if (!done) return null;
	return h("span", { class: "li-desk-progress", "aria-hidden": "true" }, h("span", { style: `width: ${((100 * done) / (done + left)).toFixed(1)}%` }));
}

const DONE = [
	["reached", (number) => (number === 1 ? __("1 conversation") : __("{0} conversations", [count(number)]))],
	["attempts", (number) => (number === 1 ? __("1 attempt") : __("{0} attempts", [count(number)]))],
	["messages", (number) => (number === 1 ? __("1 message") : __("{0} messages", [count(number)]))],
	["accepted", (number) => (number === 1 ? __("1 accepted") : __("{0} accepted", [count(number)]))],
	["refused", (number) => (number === 1 ? __("1 refused") : __("{0} refused", [count(number)]))],
	["steps", (number) => (number === 1 ? __("1 planned step") : __("{0} planned steps", [count(number)]))],
];

/** "3 conversations, 1 message". */
export function done_text(today) {
	return joined(DONE.filter(([key]) => today[key]).map(([key, words]) => words(today[key]))).join("");
}

function soon_text({ median }) {
	return median < 1 ? __("under 1 min") : span_text(60 * median);
}

function response_note(response) {
	if (!response) return __("none in 30 days");
	const { answers, in_time, days } = response;
	const words = [share_text(in_time / answers, 0), count(answers), days];
	return answers === 1 ? __("{0} in time, of 1 in {2} days", words) : __("{0} in time, of {1} in {2} days", words);
}
