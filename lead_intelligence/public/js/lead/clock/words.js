// What is said of response clocks: spans of working time, purposes, and why a clock began or ended.

import { moment_text } from "../stage/when";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const PURPOSES = {
	"First Response": () => __("First Response"),
	Acceptance: () => __("Acceptance"),
	"Next Touch": () => __("Next Touch"),
};

export function purpose_name(purpose) {
	return PURPOSES[purpose] ? PURPOSES[purpose]() : purpose;
}

/** "2 h 05 min", "12 min", "34 s": as precise as people need. With `exact`, seconds too below an hour. */
export function span_text(seconds, exact = false) {
	const whole = Math.max(0, Math.floor(seconds));
	const [hours, minutes, rest] = [Math.floor(whole / HOUR), Math.floor((whole % HOUR) / MINUTE), whole % MINUTE];
	const two = (number) => String(number).padStart(2, "0");
	if (hours) return minutes ? __("{0} h {1} min", [hours, two(minutes)]) : __("{0} h", [hours]);
	if (!minutes) return __("{0} s", [rest]);
	return exact ? __("{0} min {1} s", [minutes, two(rest)]) : __("{0} min", [minutes]);
}

/** What is asked of people by the due moment. */
export function due_text({ purpose, due_at }) {
	const at = moment_text(due_at);
	if (purpose === "Acceptance") return __("To be accepted by {0}", [at]);
	return purpose === "Next Touch" ? __("To be contacted again by {0}", [at]) : __("To be answered by {0}", [at]);
}

const STARTS = {
	Created: (at) => __("The lead came in {0}.", [at]),
	"Became MQL": (at) => __("The lead became an MQL {0}.", [at]),
	Released: (at) => __("The lead was released {0}.", [at]),
	"Came Back": (at) => __("The lead came back {0}.", [at]),
	"Hot Touch": (at) => __("The lead showed intent to buy again {0}.", [at]),
	"Handed Over": (at) => __("The lead was handed over {0}.", [at]),
	Answered: (at) => __("The lead was last answered {0}.", [at]),
};

export function start_text({ because, started_at }) {
	const at = moment_text(started_at);
	return STARTS[because] ? STARTS[because](at) : at;
}

const ENDINGS = {
	Converted: () => __("the lead was converted"),
	"Put Aside": () => __("the lead was put aside"),
	"Put Back": () => __("the lead is no MQL any more"),
	"Lead Ended": () => __("the lead has its outcome"),
	"Not To Be Contacted": () => __("the lead is not to be contacted"),
	"No Policy Applies": () => __("no policy asks for it any more"),
	Withdrawn: () => __("the hand-over was withdrawn"),
	Merged: () => __("the lead was merged with another"),
};

export function ending_text(because) {
	return ENDINGS[because] ? ENDINGS[because]() : "";
}
