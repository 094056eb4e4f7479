// The hand-over that waits for an answer, and the last one that was refused.

import { h, with_parts } from "../../elements";
import { line } from "./line";
import { date_text, distance_text, moment_text } from "./when";

export function handed_over({ to_name, from_name, due_at, late, lapsed }) {
	const to = h("strong", {}, to_name || __("sales"));
	const sentence = from_name
		? with_parts(__("Handed over to {0} by {1}."), to, from_name)
		: with_parts(__("Handed over to {0}."), to);
	if (!due_at) return line("waits", sentence);
	const distance = distance_text(due_at);
	if (late || lapsed) {
		const told = h("strong", { class: "li-late" }, __("Lapsed {0}: nobody has answered.", [distance]));
		const due = h("span", { class: "li-quiet" }, __("It was to be accepted by {0} and still can be.", [moment_text(due_at)]));
		return line("late", told, h("div", {}, sentence, " ", due));
	}
	const due = with_parts(__("To be accepted by {0} ({1})"), h("strong", {}, moment_text(due_at)), distance);
	return line("waits", sentence, h("div", { class: "li-due" }, due));
}

/** `contest`: a button, or null for people who may not. */
export function last_refusal({ reason, note, by, at }, contest) {
	const when = at ? date_text(at) : __("time not known");
	const told = with_parts(__("Refused by {0} on {1}: {2}"), by || __("sales"), when, h("strong", {}, reason));
	return line("stopped", told, note && h("div", { class: "li-reason" }, note), contest);
}
