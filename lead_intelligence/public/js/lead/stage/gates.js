// What ERPNext may make of the lead already, and what not yet.

import { h, icon } from "../../elements";
import { stage_name } from "./names";

export function gates({ gates: all }) {
	if (!all || !all.length) return null;
	return h(
		"div",
		{ class: "li-gates" },
		h("span", { class: "li-quiet" }, __("May become")),
		h("ul", { "aria-label": __("May become") }, all.map(gate))
	);
}

function gate({ target, demanded, open, opened_by, reason }) {
	const told = opened_by ? __("opened by {0}", [opened_by]) : open ? __("yes") : __("from {0} on", [stage_name(demanded)]);
	return h(
		"li",
		{ class: open || opened_by ? "li-gate-open" : "li-gate-closed", title: reason || null },
		icon(open || opened_by ? "es-line-unlock" : "es-line-lock", "sm"),
		h("span", { class: "li-gate-name" }, __(target)),
		h("span", { class: "li-quiet" }, told)
	);
}
