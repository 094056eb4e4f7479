// What became of a response clock, as a sentence in the history of the lead.

import { h, joined } from "../../elements";
import { moment_text } from "../stage/when";
import { ending_text, purpose_name, span_text } from "./words";

const SENTENCES = {
	"Clock started": ({ due_at, target }) => __("The clock began: due {0}, after {1} of working time.", [moment_text(due_at), span_text(target)]),
	Answered: (clock) => [answered(clock), in_time(clock.outcome)].join(" "),
	"Answer corrected": (clock) => [__("An earlier answer became known."), answered({ ...clock, at: clock.answered_at }), in_time(clock.outcome), before(clock)].filter(Boolean).join(" "),
	"Response overdue": ({ due_at }) => __("It was due {0} and not answered by then.", [moment_text(due_at)]),
	"Due moment moved": ({ due_at, was_due, grade, was_grade }) =>
		[
			__("Due {0} instead of {1}.", [moment_text(due_at), moment_text(was_due)]),
			grade !== was_grade && grade && was_grade ? __("The grade went from {0} to {1}.", [was_grade, grade]) : "",
		]
			.filter(Boolean)
			.join(" "),
	"Clock paused": () => __("It stands still for as long as the reason of the pause holds."),
	"Clock resumed": ({ due_at }) => __("It goes on: due {0}.", [moment_text(due_at)]),
	"Clock ended": ({ because, outcome }) => [reason(because), outcome === "Breached" ? __("It was overdue by then.") : ""].filter(Boolean).join(" "),
};

export function clock_row({ kind, at, clock }) {
	const about = [at ? frappe.datetime.str_to_user(at) : h("em", {}, __("time not known"))];
	const say = SENTENCES[kind];
	return h(
		"li",
		{ class: "li-clock-move" },
		h("div", { class: "li-rule-line" }, h("span", { class: "li-rule" }, __("{0}: {1}", [purpose_name(clock.purpose), __(kind)])), h("span", { class: "li-quiet" }, joined(about, " · "))),
		h("div", { class: "li-skipped" }, say ? say(clock) : "")
	);
}

function answered({ by, how, working, at }) {
	const who = [by, how].filter(Boolean).join(", ");
	const when = at ? moment_text(at) : "";
	const told = [when, who].filter(Boolean).join(", ");
	const after = working === null || working === undefined ? "" : __("After {0} of working time.", [span_text(working)]);
	return [told && `${told}.`, after].filter(Boolean).join(" ");
}

function in_time(outcome) {
	if (outcome === "Met") return __("In time.");
	return outcome === "Late" ? __("Late.") : "";
}

function before({ was_outcome, was_answered_at }) {
	if (was_answered_at) return __("Before, it was known as answered {0}.", [moment_text(was_answered_at)]);
	return was_outcome ? __("Before, it was taken for missed.") : "";
}

function reason(because) {
	const why = ending_text(because);
	return why ? __("Without an answer: {0}.", [why]) : __("Without an answer.");
}
