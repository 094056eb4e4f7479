// What a list says of the open clocks of a lead, from the text that is stored on it: "First Response 2026-11-26 10:00:00; Next Touch
// paused". Lists know no working hours: they say the moment, and minutes only when it is near.

import { moment_text, seconds_until, short_moment } from "../stage/when";
import { due_text, purpose_name } from "./words";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const SOON = 15 * MINUTE;
const PAUSED = "paused";

/** The most urgent first; those that are paused last. */
export function open_clocks(text) {
	const clocks = (text || "").split("; ").map((part) => part.match(/^(First Response|Acceptance|Next Touch) (.+)$/)).filter(Boolean);
	const found = clocks.map(([, purpose, due]) => ({ purpose, due_at: due === PAUSED ? null : due }));
	return found.sort((a, b) => (a.due_at || "~").localeCompare(b.due_at || "~"));
}

/** { words, title, level } */
export function clock_words(text) {
	const clocks = open_clocks(text);
	const [first] = clocks;
	if (!first) return { words: "", title: "", level: "good" };
	const title = clocks.map(whole).join("\n");
	if (!first.due_at) return { words: __("Paused"), title, level: "paused" };
	const seconds = seconds_until(first.due_at);
	const say = WORDS[first.purpose];
	if (seconds < 0) return { words: late(say, first.due_at, -seconds), title, level: "late" };
	const level = seconds <= SOON ? "soon" : "good";
	// The last minute is one, too.
	if (seconds < HOUR) return { words: say.within(Math.max(1, Math.ceil(seconds / MINUTE))), title, level };
	return { words: say.by(short_moment(first.due_at)), title, level };
}

function late(say, due_at, seconds) {
	if (seconds < HOUR) return say.late_by(Math.max(1, Math.floor(seconds / MINUTE)));
	return say.late_since(short_moment(due_at));
}

function whole(clock) {
	if (!clock.due_at) return __("{0}: {1}", [purpose_name(clock.purpose), __("Paused")]);
	const late_since = seconds_until(clock.due_at) < 0;
	return late_since ? __("{0}: late since {1}", [purpose_name(clock.purpose), moment_text(clock.due_at)]) : due_text(clock);
}

const WORDS = {
	"First Response": {
		within: (minutes) => __("Answer in {0} min", [minutes]),
		by: (at) => __("Answer by {0}", [at]),
		late_by: (minutes) => __("Answer late by {0} min", [minutes]),
		late_since: (at) => __("Answer late since {0}", [at]),
	},
	Acceptance: {
		within: (minutes) => __("Accept in {0} min", [minutes]),
		by: (at) => __("Accept by {0}", [at]),
		late_by: (minutes) => __("Acceptance late by {0} min", [minutes]),
		late_since: (at) => __("Acceptance late since {0}", [at]),
	},
	"Next Touch": {
		within: (minutes) => __("Contact in {0} min", [minutes]),
		by: (at) => __("Contact by {0}", [at]),
		late_by: (minutes) => __("Contact late by {0} min", [minutes]),
		late_since: (at) => __("Contact late since {0}", [at]),
	},
};
