// Two scores of one lead, each as on the form, with what differs marked.

import { h, joined, with_parts } from "../elements";
import { distance } from "../lead/distance";
import { score_text, signed } from "../lead/figures";
import { grade_pill } from "../lead/grade_pill";
import { halves } from "../lead/halves";
import { improvements } from "../lead/improvements";
import { disqualified_notice } from "../lead/notices";
import { open_questions } from "../lead/open_questions";
import { reasons } from "../lead/reasons";
import { band_legend, score_picture } from "../lead/score_picture";
import { Differences } from "./differences";

// The parts of the panel lead to fields of a form. In a dialog there is none.
const NO_FORM = { fields_dict: {} };

export function both_sides({ left, right }) {
	const scored = left.state === "scored";
	const differences = new Differences(scored ? left : null, right);
	return [
		h("p", { class: "li-verdict-line" }, scored ? verdict(left, right) : without_live(left)),
		scored && h("p", { class: "li-all-differences" }, all_differences(differences.all)),
		h(
			"div",
			{ class: "li-sides" },
			scored && side(left, __("Live"), (line) => mark(differences.of_left(line))),
			side(right, null, (line) => mark(differences.of_right(line)))
		),
	];
}

function verdict(left, right) {
	const now = h("span", { class: "li-told-score" }, score_text(left.score), " ", grade_pill(left.grade, left.colour));
	const then = h(
		"span",
		{ class: "li-told-score" },
		score_text(right.score),
		" ",
		grade_pill(right.grade, right.colour)
	);
	return with_parts(__("Now {0}, with this model {1}."), now, then);
}

function all_differences(found) {
	if (!found.length) return __("All rules count the same.");
	const told = (points) => (points === null ? "–" : signed(points) || "0");
	const each = found.map(({ rule, left, right }) =>
		h("span", { class: "li-difference" }, rule, " ", h("strong", {}, `${told(left)} → ${told(right)}`))
	);
	return with_parts(__("Rules that count differently: {0}"), joined(each, " · "));
}

function without_live(left) {
	if (left.state === "off") return __("Scoring is switched off, so there is no present score to compare with.");
	return __("No model is live for this lead’s company, so there is no present score to compare with.");
}

function side(score, badge, note) {
	const name = score.model ? `${score.model_title} · ${score.model}` : score.model_title;
	return h(
		"section",
		{ class: "li-side", "aria-label": name },
		h("div", { class: "li-side-title" }, h("strong", {}, name), badge && h("span", { class: "li-group" }, badge)),
		h(
			"div",
			{ class: "li-head" },
			score_picture(score),
			h(
				"div",
				{ class: "li-headline" },
				h(
					"div",
					{ class: "li-first-line" },
					grade_pill(score.grade, score.colour),
					h("strong", {}, distance(score))
				),
				band_legend(score, score.grade)
			)
		),
		halves(score),
		disqualified_notice(score),
		reasons(score, note),
		improvements(NO_FORM, score),
		open_questions(NO_FORM, score)
	);
}

function mark(difference) {
	if (!difference) return null;
	const words = difference.only ? __("only here") : __("{0} there", [signed(difference.points)]);
	return h("span", { class: "li-differs" }, words);
}
