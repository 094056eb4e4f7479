// The rules that could not be judged, by the fields that would settle them; then those that are broken.

import { h, icon, joined, with_parts } from "../elements";
import { signed } from "./figures";
import { field_links } from "./field_link";
import { fold } from "./fold";

export function open_questions(frm, score) {
	const broken = score.unknowns.filter((unknown) => unknown.problem);
	const waiting = score.unknowns.filter((unknown) => !unknown.problem);
	if (!score.unknowns.length) return null;
	const rows = [...by_fields(waiting).map((rules) => question(frm, rules)), ...broken.map(broken_rule)];
	const count = format_number(score.unknowns.length, null, 0);
	return fold("questions", __("Could not be judged"), count, h("ul", { class: "li-lines li-plain" }, rows));
}

function by_fields(unknowns) {
	const groups = new Map();
	for (const unknown of unknowns) {
		const key = unknown.fields.join("\n");
		groups.set(key, [...(groups.get(key) || []), unknown]);
	}
	return [...groups.values()];
}

function question(frm, rules) {
	const [first] = rules;
	const fields = field_links(frm, first.fields, first.fieldnames || []);
	return h(
		"li",
		{},
		h("div", { class: "li-rule" }, with_parts(__("Find out {0}"), fields)),
		h("div", { class: "li-decides" }, joined(rules.map(undecided), " · "))
	);
}

function undecided(unknown) {
	const points = unknown.points ? [" ", h("span", { class: "li-quiet" }, signed(unknown.points))] : [];
	return h("span", { title: unknown.sentence }, unknown.rule, points);
}

function broken_rule(unknown) {
	return h(
		"li",
		{ class: "li-broken" },
		h("div", { class: "li-rule" }, icon("solid-warning", "xs"), __("{0} cannot be read", [unknown.rule])),
		h("div", { class: "li-problem" }, unknown.problem)
	);
}
