// What may become of the lead already, and what not yet.

import { h, icon } from "../../elements";
import { stage_name, target_name } from "./names";

export function gates({ gates: all }) {
	// Once the lead has reached them all, there is nothing to say.
	if (all.every(({ open, opened_by }) => open && !opened_by)) return null;
	return h("div", { class: "li-gates" }, h("span", { class: "li-quiet" }, __("Gates")), h("ul", { "aria-label": __("Gates") }, all.map(gate)));
}

function gate({ target, demanded, open, opened_by, reason }) {
	return h(
		"li",
		{ class: open ? "li-gate-open" : "li-gate-closed", title: reason },
		icon(open ? "es-line-unlock" : "es-line-lock", "sm"),
		h("span", { class: "li-gate-name" }, target_name(target)),
		h("span", { class: "li-quiet" }, standing({ demanded, open, opened_by }))
	);
}

function standing({ demanded, open, opened_by }) {
	if (opened_by) return __("opened by {0}", [opened_by]);
	return open ? __("open") : __("from {0} on", [stage_name(demanded)]);
}
