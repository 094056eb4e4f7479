// Moments of the queue against the clock of the server, so that the clock of this computer may be wrong.

import { h } from "../elements";
import { span_text } from "../lead/clock/words";
import { distance_words, moment_text } from "../lead/stage/when";

const DAY = 24 * 3600;
const LATE = "Late";

export class ServerClock {
	constructor(server_now, asked_at = Date.now()) {
		this.server_now = server_now;
		this.asked_at = asked_at;
	}

	seconds_until(at) {
		return moment(at).diff(moment(this.server_now), "seconds") - (Date.now() - this.asked_at) / 1000;
	}
}

/** When a row is due, or since when it is there; the exact moment on hover. */
export function when_of(row, clock) {
	const at = row.due_at || row.since;
	if (!at) return null;
	const element = h("time", { class: "li-desk-when", datetime: at.replace(" ", "T"), title: moment_text(at) });
	element.li_say = (now) => say(element, words(row, at, now));
	element.li_say(clock);
	return element;
}

function words(row, at, clock) {
	const seconds = clock.seconds_until(at);
	if (!row.due_at) return { text: distance(seconds), level: "calm" };
	if (row.group === LATE && seconds < 0) return { text: __("Late by {0}", [long_span(-seconds)]), level: "late" };
	return { text: __("Due {0}", [distance(seconds)]), level: row.group === "Due Now" ? "soon" : "calm" };
}

const distance = (seconds) => (Math.abs(seconds) < 30 ? __("this minute") : distance_words(seconds));

function long_span(seconds) {
	const days = Math.floor(seconds / DAY);
	return days > 1 ? __("{0} days", [days]) : span_text(seconds);
}

function say(element, { text, level }) {
	if (element.textContent !== text) element.textContent = text;
	element.dataset.level = level;
}

/** Says all moments below `root` anew. */
export function tick(root, clock) {
	for (const element of root.querySelectorAll(".li-desk-when")) element.li_say(clock);
}
