// How often the leads of each grade were won, by both models, on the leads that are judged.

import { h } from "../elements";
import { grade_pill, known_colour } from "../lead/grade_pill";
import { block, stacking_table } from "./block";
import { count, interval_bar, round_end, share_range, share_text } from "./figures";

export function outcomes_by_grade(comparison) {
	const { outcomes, old } = comparison;
	const after = comparison.new.grades;
	const before = old ? old.grades : [];
	const end = round_end([...after, ...before, outcomes]);
	const names = new Map([...after, ...before].map((grade) => [grade.grade, grade.colour]));
	const of = (grades, name) => grades.find((grade) => grade.grade === name) || null;
	const columns = [
		{ label: __("Grade") },
		...(old ? [{ label: __("Now") }] : []),
		{ label: old ? __("With this model") : __("Conversion") },
	];
	const rows = [...names].map(([name, colour]) => [
		grade_pill(name, colour),
		...(old ? [rate_cell(of(before, name), end, colour)] : []),
		rate_cell(of(after, name), end, colour),
	]);
	const everyone = { ...outcomes, known: outcomes.judged, won: outcomes.judged_won };
	const note = __("{0} of {1} judged leads were won", [count(outcomes.judged_won), count(outcomes.judged)]);
	return block(
		__("Conversion per grade"),
		note,
		stacking_table("li-outcomes", columns, rows, __("Conversion per grade")),
		h(
			"p",
			{ class: "li-quiet li-hint" },
			__(
				"All judged leads: {0} ({1}). The bar is the range in which the true rate lies with 95 % confidence; lines end at {2}.",
				[share_text(everyone.rate), share_range(everyone.rate_low, everyone.rate_high), share_text(end, 0)]
			)
		)
	);
}

/** A rate with its range, and of how many leads it is. */
export function rate_cell(grade, end, colour) {
	if (!grade || !grade.known) return h("span", { class: "li-quiet" }, __("no lead"));
	return h(
		"div",
		{ class: "li-rate" },
		h(
			"div",
			{ class: "li-rate-words" },
			h("strong", {}, share_text(grade.rate)),
			h("span", { class: "li-quiet" }, share_range(grade.rate_low, grade.rate_high)),
			h("span", { class: "li-quiet li-of" }, __("{0} of {1}", [count(grade.won), count(grade.known)]))
		),
		interval_bar(grade, end, known_colour(colour))
	);
}
