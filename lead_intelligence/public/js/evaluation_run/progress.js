// How far a run is: a bar, a sentence, and figures.

import { h } from "../elements";
import { is_over } from "./follow";

const number = (value) => format_number(value || 0, null, 0);

export function progress_view(figures) {
	return h(
		"div",
		{ class: "li-run" },
		h("p", { class: "li-run-head" }, h("strong", {}, headline(figures)), h("span", { class: "li-quiet" }, amount(figures))),
		bar(figures),
		h("p", { class: "li-run-state" }, sentence(figures)),
		figures.planned && figures_list(figures)
	);
}

export function share(figures) {
	if (!figures.leads_total) return figures.status === "Done" ? 1 : 0;
	return Math.min(figures.leads_done / figures.leads_total, 1);
}

/** Whole percents; all of it only when it is all. */
export function percent(figures) {
	return __("{0}%", [Math.floor(share(figures) * 100)]);
}

export function amount(figures) {
	if (!figures.planned) return "";
	return __("{0} of {1} leads", [number(figures.leads_done), number(figures.leads_total)]);
}

function headline(figures) {
	return figures.planned ? percent(figures) : __("Not begun yet");
}

function bar(figures) {
	const done = share(figures) * 100;
	return h(
		"div",
		{
			class: `li-run-bar li-run-${figures.status.toLowerCase()}`,
			role: "progressbar",
			"aria-label": __("Progress"),
			"aria-valuemin": 0,
			"aria-valuemax": 100,
			"aria-valuenow": Math.floor(done),
		},
		h("span", { style: `width: ${done}%` })
	);
}

function sentence(figures) {
	switch (figures.status) {
		case "Waiting":
			return __(
				"Waiting for a background worker. If this takes more than five minutes, ask an admin to check that the workers of the queue “long” and the scheduler are running."
			);
		case "Running":
			return __("Leads are being scored in the background. You can leave this page, and leads can be edited meanwhile.");
		case "Paused":
			return __("Paused. Leads that are not done keep their score until they are saved or the run is resumed.");
		case "Stopped":
			return figures.stopped_because;
		default:
			return finished(figures);
	}
}

function finished({ leads_total, seconds_taken }) {
	if (!leads_total) return __("There was no lead to score.");
	return seconds_taken === null ? __("All leads are done.") : __("All leads are done, in {0}.", [duration(seconds_taken)]);
}

function figures_list(figures) {
	const items = [
		[__("Scored"), number(figures.scored)],
		[__("Changed grade"), number(figures.grade_changed)],
		[__("Failed"), figures.failed ? failed(figures.failed) : number(0), figures.failed ? "li-run-alarm" : null],
	];
	if (!is_over(figures)) {
		items.push([__("Leads per second"), figures.per_second ? number(figures.per_second) : "–"]);
		items.push([__("Time left"), figures.seconds_left === null ? "–" : duration(figures.seconds_left)]);
	}
	return [
		h(
			"dl",
			{ class: "li-run-figures" },
			items.map(([label, value, style]) => h("div", { class: style }, h("dt", {}, label), h("dd", {}, value)))
		),
		figures.failed > 0 && h("p", { class: "li-run-note" }, __("Leads that failed keep their last score and are tried again every few minutes. The first failure is in the Error Log.")),
	];
}

function failed(count) {
	return h(
		"a",
		{
			href: "/app/lead?li_needs_evaluation=1",
			title: __("Leads that are to be evaluated again"),
		},
		number(count)
	);
}

/** In words, as roughly as one thinks of it. */
export function duration(seconds) {
	const whole = Math.max(Math.round(seconds), 1);
	if (whole < 60) return __("{0} s", [whole]);
	const minutes = Math.round(whole / 60);
	return minutes < 60 ? __("{0} min", [minutes]) : __("{0} h {1} min", [Math.floor(minutes / 60), minutes % 60]);
}
