// What came of the clocks that are over, the latest first.

import { h, icon } from "../../elements";
import { folded } from "../fold";
import { moment_text } from "../stage/when";
import { ending_text, purpose_name, span_text } from "./words";

const OUTCOMES = {
	Met: { picture: "es-line-double-check", said: () => __("In time") },
	Late: { picture: "solid-warning", said: () => __("Late") },
	Breached: { picture: "es-line-overdue", said: () => __("Missed") },
	"Not Applicable": { picture: "es-line-close-circle", said: () => __("Ended") },
};

export function closed({ closed: clocks, more_closed }) {
	if (!clocks.length) return null;
	return folded(
		"closed-clocks",
		__("Clocks that are over"),
		format_number(clocks.length + more_closed, null, 0),
		h("ul", { class: "li-clocks-closed" }, clocks.map(row)),
		more_closed > 0 && h("a", { class: "li-quiet", href: "/app/lead-clock" }, __("{0} older ones", [more_closed]))
	);
}

/** The sentence for the latest, where none is open. */
export function last_answer({ closed: clocks }) {
	const last = clocks.find((clock) => clock.purpose !== "Acceptance" && clock.answered_at);
	return last ? what_came(last) : "";
}

function row(clock) {
	const { picture, said } = OUTCOMES[clock.state] || OUTCOMES["Not Applicable"];
	return h(
		"li",
		{ class: "li-clock-closed", "data-outcome": clock.state },
		h("span", { class: "li-clock-badge" }, icon(picture, "xs"), said()),
		h("div", {}, h("span", { class: "li-rule" }, purpose_name(clock.purpose)), " ", h("span", {}, what_came(clock)), h("div", { class: "li-quiet" }, times(clock)))
	);
}

export function what_came(clock) {
	if (clock.answered_at) return answered(clock);
	const at = moment_text(clock.closed_at);
	const why = ending_text(clock.closed_because);
	return why ? __("Ended without an answer {0}: {1}.", [at, why]) : __("Ended without an answer {0}.", [at]);
}

function answered({ purpose, answered_at, answered_by, answered_how }) {
	const at = moment_text(answered_at);
	if (purpose === "Acceptance") return answered_by ? __("Decided {0} by {1}.", [at, answered_by]) : __("Decided {0}.", [at]);
	const told = [answered_by, answered_how && __(answered_how)].filter(Boolean).join(", ");
	return told ? __("Answered {0}: {1}.", [at, told]) : __("Answered {0}.", [at]);
}

function times({ answered_at, working, elapsed, target, due_at }) {
	if (!answered_at) return __("It was due {0}.", [moment_text(due_at)]);
	const spans = [span_text(working), span_text(target), span_text(elapsed)];
	return __("After {0} of working time, with a target of {1}; {2} in all.", spans);
}
