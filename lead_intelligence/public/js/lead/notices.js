// What is to be said before the reasons: disqualified, waiting, out of date, not saved yet.

import { h, icon } from "../elements";
import { score_text } from "./figures";
import { seen } from "./reasons";

export function disqualified_notice(score) {
	return score.disqualified_by.map((line) =>
		notice(
			"danger",
			h("strong", {}, __("Disqualified: {0}", [line.rule])),
			h("div", { class: "li-seen" }, seen(line)),
			h("div", { class: "li-problem" }, line.sentence)
		)
	);
}

/** Scoring stops at the outcome. */
export function stopped_notice({ stopped }) {
	if (!stopped) return null;
	const since = frappe.datetime.str_to_user(stopped.at);
	const words = __("The lead is {0}, so its score stays as of {1}: what it does from then on no longer counts, and nothing fades.", [
		stopped.status,
		since,
	]);
	return notice("info", words);
}

/** The lead is marked for evaluation in the background, or time has moved the score since it was stored. */
export function stored_notice(score, may_rescore, rescore) {
	const { stored } = score;
	if (stored.waiting) {
		return notice("warning", __("This lead is waiting to be scored again. That happens by itself in a few minutes."));
	}
	const offer = may_rescore
		? h("button", { type: "button", class: "btn btn-xs btn-default li-rescore", onclick: rescore }, __("Re-score"))
		: null;
	if (score.stopped && same_score(score, stored)) return null;
	if (!stored.scored_on) return notice("info", __("This score is not stored yet."), offer);
	if (same_score(score, stored)) return null;
	const before = [score_text(stored.score), stored.grade, score_text(score.score), score.grade];
	return notice("info", __("Stored is {0} ({1}). As of now it is {2} ({3}).", before), offer);
}

function same_score(score, stored) {
	return (
		stored.grade === score.grade &&
		stored.model === score.model &&
		// The stored score may be rounded to the one decimal that is shown.
		Math.abs((stored.score || 0) - score.score) < 0.0501
	);
}

export function unsaved_notice(words = __("This is the score of the lead as it was saved. Save to see what your changes do.")) {
	return notice("info", words);
}

/** `kind`: info, warning or danger. */
export function notice(kind, ...content) {
	const picture = icon(kind === "info" ? "solid-info" : "solid-warning", "sm");
	const spoken = kind === "info" ? "status" : "alert";
	return h("div", { class: `li-notice li-notice-${kind}`, role: spoken }, picture, h("div", {}, ...content));
}
