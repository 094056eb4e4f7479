// The hand-over that waits for an answer, and the last one that was refused.

import { h, with_parts } from "../../elements";
import { line } from "./line";
import { date_text, distance_text, moment_text } from "./when";

/** A contest is told with the refusal that it is about, where that is shown. */
export function handed_over({ to, from, due_at, lapsed, why_not, contested }, refusal) {
	const below = [
		contested && !refusal && told("li-reason", __("Contested by {0}: {1}", [contested.by || __("marketing"), contested.note || ""])),
		why_not && told("li-quiet", strip_html(why_not)),
	];
	const receiver = h("strong", {}, to || __("sales"));
	const sentence = from ? with_parts(__("Handed over to {0} by {1}."), receiver, from) : with_parts(__("Handed over to {0}."), receiver);
	if (!due_at) return line("waits", sentence, ...below);
	const distance = distance_text(due_at);
	if (lapsed) {
		const late = h("strong", { class: "li-late" }, __("Lapsed {0}: nobody has answered.", [distance]));
		const due = __("It was to be accepted by {0} and still can be.", [moment_text(due_at)]);
		return line("late", late, h("div", {}, sentence, " ", h("span", { class: "li-quiet" }, due)), ...below);
	}
	const due = with_parts(__("To be accepted by {0} ({1})"), h("strong", {}, moment_text(due_at)), distance);
	return line("waits", sentence, h("div", { class: "li-due" }, due), ...below);
}

/** `contest`: a button, or null for people who may not. */
export function last_refusal({ reason, note, by, at, duplicate_of, contested_by, contest_note }, contest) {
	const when = at ? date_text(at) : __("time not known");
	const refused = with_parts(__("Refused by {0} on {1}: {2}"), by || __("sales"), when, h("strong", {}, reason || ""));
	return line(
		"stopped",
		refused,
		note && told("li-reason", note),
		duplicate_of && h("div", {}, with_parts(__("Duplicate of {0}"), h("a", { href: frappe.utils.get_form_link("Lead", duplicate_of) }, duplicate_of))),
		contested_by && told("li-reason", __("Contested by {0}: {1}", [contested_by, contest_note || ""])),
		contest
	);
}

function told(classes, words) {
	return h("div", { class: classes }, words);
}
