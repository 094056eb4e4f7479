// How well the scores rank: ROC AUC, and what calling the best leads first would have brought.

import { h } from "../elements";
import { block } from "./block";
import { count, plain, plain_range, share_text, signed_plain } from "./figures";

export function ranking(comparison) {
	const { old, new: after } = comparison;
	const tiles = [
		auc_tile(old, after, comparison.auc_difference),
		...after.lifts.map((lift, place) => lift_tile(old && old.lifts[place], lift)),
	];
	return block(
		__("Ranking"),
		old ? __("now → with this model, with 95 % ranges") : __("with 95 % ranges"),
		tiles.some(Boolean)
			? h("div", { class: "li-tiles" }, tiles)
			: h("p", { class: "li-quiet" }, __("Ranking needs both won and lost leads."))
	);
}

function auc_tile(old, after, difference) {
	if (!after.roc_auc) return null;
	return tile(
		__("ROC AUC"),
		old && old.roc_auc,
		after.roc_auc,
		(value) => plain(value),
		(auc) => quiet(plain_range(auc.low, auc.high)),
		__(
			"Of a won and a lost lead, the won one has the higher score in {0} of all pairs. 50 % is chance, 100 % perfect.",
			[share_text(after.roc_auc.value, 0)]
		),
		verdict(difference)
	);
}

/** Whether the models rank differently, judged on the same leads. */
function verdict(difference) {
	if (!difference) return null;
	const { value, low, high } = difference;
	const told = signed_plain(value);
	if (low === null) return [told, __("too few leads to tell whether that is chance")];
	const range = __("{0} ({1} to {2})", [told, signed_plain(low), signed_plain(high)]);
	if (low > 0) return [range, __("better, and more than chance"), "good"];
	if (high < 0) return [range, __("worse, and more than chance"), "bad"];
	return [range, __("could be chance")];
}

function lift_tile(old, lift) {
	return tile(
		__("Lift at {0}", [share_text(lift.best_share, 0)]),
		old,
		lift,
		(value) => `${plain(value, 1)}×`,
		(one) => quiet(plain_range(one.low, one.high, 1)),
		__("The best {0} of leads convert {1} times as often as all, and hold {2} of the won ones.", [
			share_text(lift.best_share, 0),
			plain(lift.value, 1),
			share_text(lift.captured, 0),
		]),
		old && apart(old, lift)
	);
}

function apart(old, lift) {
	const told = signed_plain(lift.value - old.value, 1);
	if (lift.low > old.high) return [told, __("better, and more than chance"), "good"];
	if (lift.high < old.low) return [told, __("worse, and more than chance"), "bad"];
	return [told, __("the ranges overlap, so it could be chance")];
}

function tile(title, old, now, text, range, sentence, judged) {
	const [difference, words, kind] = judged || [];
	return h(
		"div",
		{ class: "li-tile" },
		h("div", { class: "li-tile-title" }, title),
		h(
			"div",
			{ class: "li-tile-figures" },
			old && [text(old.value), " ", range(old), h("span", { class: "li-quiet" }, "→")],
			h("strong", {}, text(now.value)),
			range(now)
		),
		judged &&
			h("div", { class: `li-verdict ${kind ? `li-${kind}` : ""}` }, h("strong", {}, difference), " ", words),
		h("p", { class: "li-quiet" }, sentence)
	);
}

const quiet = (range) => range && h("span", { class: "li-quiet" }, `(${range})`);

/** The figures in a line, for where two previews are compared. */
export function auc_text(model) {
	if (!model || !model.roc_auc) return "";
	const { value, low, high } = model.roc_auc;
	return low === null ? plain(value) : `${plain(value)} (${plain_range(low, high)})`;
}

export function lift_text(lift) {
	return `${plain(lift.value, 1)}× (${plain_range(lift.low, lift.high, 1)})`;
}

export const lift_title = (lift) => __("Lift at {0}", [share_text(lift.best_share, 0)]);

export const judged_text = ({ outcomes }) => __("{0} of {1}", [count(outcomes.judged_won), count(outcomes.judged)]);
