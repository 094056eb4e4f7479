// One rule of the workbench.

import { h } from "../elements";
import { signed } from "../lead/figures";
import { rule_sentence } from "../lead/rule_sentence";
import { count, interval_bar, is_none, leads_text, share_range, share_text } from "../preview/figures";
import { suggestion_notes } from "./suggestions";

/** The rows of a rule: its figures, and below them what they suggest. */
export function rule_row(rule, all, end) {
	const notes = suggestion_notes(rule.suggestions);
	const figures = h(
		"tr",
		{ class: notes ? "li-has-notes" : null },
		h(
			"th",
			{ scope: "row" },
			h(
				"div",
				{ class: "li-rule-line" },
				h("span", { class: "li-rule" }, rule.rule),
				rule.group && h("span", { class: "li-group" }, rule.group)
			),
			rule_sentence(rule.condition)
		),
		h(
			"td",
			{ class: "li-number", "data-label": __("Points") },
			rule.disqualifies
				? disqualifies(rule)
				: h("span", { class: rule.points < 0 ? "li-minus" : "li-plus" }, signed(rule.points))
		),
		h("td", { "data-label": __("Matches") }, matches(rule, all)),
		h("td", { "data-label": __("Conversion") }, conversion(rule, end)),
		h("td", { "data-label": __("Overlaps") }, overlaps(rule))
	);
	return notes ? [figures, h("tr", { class: "li-notes-row" }, h("td", { colspan: 5 }, notes))] : [figures];
}

function disqualifies(rule) {
	const points = rule.points ? h("div", {}, signed(rule.points)) : null;
	return [h("span", { class: "li-minus" }, __("Disqualifies")), points];
}

function matches(rule, all) {
	const share = rule.share || 0;
	return h(
		"div",
		{ class: "li-matches" },
		h(
			"div",
			{},
			h("strong", {}, count(rule.leads)),
			" ",
			h("span", { class: "li-quiet" }, share_text(rule.share, 0))
		),
		h(
			"div",
			{ class: "li-share-bar", "aria-hidden": "true" },
			h("span", { style: `width: ${(100 * share).toFixed(1)}%` })
		),
		rule.alone > 0 && h("div", { class: "li-quiet li-small" }, __("{0} match nothing else", [count(rule.alone)])),
		rule.not_judged > 0 &&
			h(
				"div",
				{ class: "li-quiet li-small" },
				__("{0} not judged", [count(rule.not_judged)]),
				all ? ` (${share_text(rule.not_judged_share, 0)})` : ""
			)
	);
}

function conversion(rule, end) {
	if (is_none(rule.rate)) return h("span", { class: "li-quiet" }, __("no outcome known"));
	const others = rule.others;
	return h(
		"div",
		{ class: "li-rate" },
		h(
			"div",
			{ class: "li-rate-words" },
			h("strong", {}, share_text(rule.rate)),
			h("span", { class: "li-quiet" }, share_range(rule.rate_low, rule.rate_high)),
			h("span", { class: "li-quiet li-of" }, __("{0} of {1}", [count(rule.won), count(rule.known)]))
		),
		interval_bar(rule, end, "blue"),
		!is_none(others.rate) &&
			h(
				"div",
				{ class: "li-quiet li-small" },
				__("others {0} ({1})", [share_text(others.rate), leads_text(others.known)])
			)
	);
}

function overlaps(rule) {
	if (!rule.leads) return h("span", { class: "li-quiet" }, "–");
	if (!rule.overlaps.length) return h("span", { class: "li-quiet" }, __("none"));
	return h(
		"ul",
		{ class: "li-overlaps" },
		rule.overlaps.map((other) =>
			h(
				"li",
				{
					title: __("{0} of its leads also match {1}, which is {2} of the leads of that rule", [
						share_text(other.share, 0),
						other.rule,
						share_text(other.of_other, 0),
					]),
				},
				h("strong", {}, share_text(other.share, 0)),
				" ",
				__("also match {0}", [other.rule])
			)
		)
	);
}
