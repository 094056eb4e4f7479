// Why the score is what it is: a line per rule that counted, the caps that bit, and the sum.

import { h, icon, joined, with_parts } from "../elements";
import { points_text, score_text, signed } from "./figures";
import { fold } from "./fold";
import { of_most } from "./halves";
import { rule_sentence } from "./rule_sentence";

/** `note` gives what is to stand beside a line, or null. */
export function reasons(score, note = () => null) {
	// A rule that disqualifies and gives no points is told above, not among the points.
	const lines = score.lines.filter((line) => line.points).sort((a, b) => b.points - a.points);
	return fold(
		"reasons",
		__("Why"),
		points_text(score.earned),
		lines.length
			? by_half(score, lines).map(([title, some]) => [title, list(some, note)])
			: h("p", { class: "li-quiet" }, __("No rule applies to this lead yet.")),
		score.caps.map(cap_note),
		h("p", { class: "li-sum li-quiet" }, sum(score))
	);
}

/** The lines of each half below its title; all together where the model looks at one half only. */
function by_half({ halves }, lines) {
	if (!halves) return [[null, lines]];
	const titles = { fit: __("Fit"), engagement: __("Engagement") };
	return Object.entries(titles).map(([half, title]) => {
		const { points, highest } = halves[half];
		const some = lines.filter((line) => line.half === half);
		const head = h("h6", { class: "li-half-title" }, title, " ", h("span", { class: "li-quiet" }, of_most(points, highest)));
		return [head, some];
	});
}

function list(lines, note) {
	if (!lines.length) return h("p", { class: "li-quiet" }, __("Nothing counts here."));
	return h("ul", { class: "li-lines" }, lines.map((line) => reason(line, note(line))));
}

function reason(line, note) {
	return h(
		"li",
		{ class: note ? "li-differing" : null },
		h("span", { class: `li-points ${line.points < 0 ? "li-minus" : "li-plus"}` }, signed(line.points)),
		h(
			"div",
			{},
			h(
				"div",
				{ class: "li-rule-line" },
				h("span", { class: "li-rule" }, line.rule),
				note,
				line.group && h("span", { class: "li-group" }, line.group),
				h("span", { class: "li-seen" }, line.told || seen(line))
			),
			rule_sentence(line.sentence)
		)
	);
}

export function seen(line) {
	return joined(
		line.seen.map(({ label, value }) => with_parts(__("{0}: {1}"), label, h("span", { class: "li-value" }, value))),
		" · "
	);
}

function cap_note(cap) {
	const note = __("{0}: {1}, counts for {2}", [cap.group, points_text_signed(cap.points), signed_plain(cap.counted)]);
	return h("p", { class: "li-cap" }, icon("solid-info", "xs"), note);
}

function points_text_signed(points) {
	return points < 0 ? `−${points_text(points)}` : points_text(points);
}

function signed_plain(points) {
	return points < 0 ? signed(points) : signed(points).replace("+", "");
}

function sum(score) {
	const earned = points_text_signed(score.earned);
	if (score.scale === "points") return __("Together {0}.", [earned]);
	const ends = [earned, signed_plain(score.lowest), signed_plain(score.highest)];
	if (score.disqualified_by.length) {
		return __("Together {0}, on a scale from {1} (0) to {2} (100).", ends);
	}
	return __("Together {0}: {3} on a scale from {1} points (0) to {2} points (100).", [
		...ends,
		score_text(score.score),
	]);
}
