// One open clock: its state in words with a picture and a colour, what is left of it or how late it is, and what to do.

import { h, icon } from "../../elements";
import { moment_text } from "../stage/when";
import { due_text, purpose_name, span_text, start_text } from "./words";

const LEVELS = {
	good: { picture: "es-line-time", said: () => __("In time") },
	soon: { picture: "solid-warning", said: () => __("Nearly due") },
	late: { picture: "es-line-overdue", said: () => __("Late") },
	paused: { picture: "es-line-time", said: () => __("Paused") },
};

export class ClockLine {
	/** `levels`: how each clock stood when it was last shown. `said` is called with a sentence whenever that changes, for those
	 * who do not see it. */
	constructor(countdown, levels, said) {
		this.countdown = countdown;
		this.levels = levels;
		this.said = said;
		const { clock } = countdown;
		this.badge = h("span", { class: "li-clock-badge" });
		this.time = h("strong", { class: "li-clock-time", role: "timer" });
		this.still = h("div", { class: "li-clock-still" });
		this.bar = h("span");
		this.root = h(
			"li",
			{ class: "li-clock", "data-purpose": clock.purpose },
			h("div", { class: "li-clock-head" }, h("span", { class: "li-clock-purpose" }, purpose_name(clock.purpose)), this.badge, raised(clock)),
			this.time,
			h("div", { class: "li-clock-bar", "aria-hidden": "true" }, this.bar),
			// Of a clock that stands still nobody knows by when it is due.
			!clock.paused_since && h("div", { class: "li-clock-due" }, due_text(clock)),
			this.still,
			about(clock)
		);
		this.tick();
	}

	tick() {
		const { clock } = this.countdown;
		const reading = this.countdown.reading();
		const words = time_text(clock, reading);
		if (this.time.textContent !== words) this.time.textContent = words;
		this.bar.style.width = `${share(clock, reading)}%`;
		const state = `${reading.level} ${reading.is_ticking}`;
		if (state === this.state) return;
		this.state = state;
		this.show(clock, reading);
		const before = this.levels.get(clock.name);
		this.levels.set(clock.name, reading.level);
		if (before && before !== reading.level) this.said(__("{0}: {1}", [purpose_name(clock.purpose), words]));
	}

	show(clock, reading) {
		const { picture, said } = LEVELS[reading.level];
		this.root.dataset.level = reading.level;
		this.badge.replaceChildren(icon(picture, "xs"), said());
		this.still.textContent = stands_still(clock, reading);
	}
}

/** "12 min 05 s left", "late by 3 min", "paused since yesterday at 16:00". */
export function time_text(clock, { level, seconds, is_ticking }) {
	if (level === "paused") return __("paused since {0}", [moment_text(clock.paused_since)]);
	if (level !== "late") return __("{0} left", [span_text(seconds, is_ticking)]);
	if (seconds >= 60) return __("late by {0}", [span_text(seconds)]);
	return __("late since {0}", [moment_text(clock.due_at)]);
}

/** Working time alone passes. Outside of it the clock stands, and says until when. */
function stands_still(clock, { level, is_ticking, seconds }) {
	if (level === "paused" && clock.paused_while) return __("It stands still while this holds: {0}. Then {1} are left.", [clock.paused_while, span_text(seconds)]);
	if (level === "paused") return __("{0} are left once the reason of the pause is over and it goes on.", [span_text(seconds)]);
	if (is_ticking || !clock.ticks_from) return "";
	const at = moment_text(clock.ticks_from);
	const has_begun = clock.left < clock.target || level === "late";
	return has_begun ? __("Outside working hours it stands still until {0}.", [at]) : __("It starts {0}, with the working hours.", [at]);
}

function share(clock, { level, seconds }) {
	if (level === "late") return 100;
	const all = clock.target || 1;
	return Math.round(Math.min(1, Math.max(0.02, seconds / all)) * 1000) / 10;
}

function raised(clock) {
	return clock.raised && h("span", { class: "li-clock-raised" }, __("Priority raised"));
}

function about(clock) {
	const parts = [start_text(clock)];
	if (clock.attempts === 1) parts.push(__("One attempt so far, {0}.", [moment_text(clock.last_attempt_at)]));
	if (clock.attempts > 1) parts.push(__("{0} attempts so far, the last {1}.", [clock.attempts, moment_text(clock.last_attempt_at)]));
	if (clock.purpose === "Acceptance") parts.push(__("Accept or refuse it below."));
	return h("div", { class: "li-quiet" }, parts.join(" "));
}
