// The groups of the queue, to see one of them alone.

import { h } from "../elements";
import { count } from "../preview/figures";
import { named } from "../team_board/focus";

/** `chosen`: the group that is shown alone, or null. */
export function group_chips({ groups, total }, chosen, choose) {
	const found = groups.filter(({ leads, group }) => leads || group === chosen);
	if (found.length < 2 && !chosen) return null;
	const chips = found.map(({ group, label, leads }) => chip(group, label, leads, chosen, choose));
	return h("div", { class: "li-desk-chips", role: "group", "aria-label": __("Show") }, chip(null, __("All"), total, chosen, choose), chips);
}

function chip(group, label, leads, chosen, choose) {
	const is_chosen = group === chosen;
	const attributes = { type: "button", class: `btn btn-xs li-desk-chip ${is_chosen ? "li-chosen" : ""}`, "aria-pressed": String(is_chosen), "data-group": group, onclick: () => choose(group) };
	return named(h("button", attributes, label, h("span", { class: "li-desk-chip-number" }, count(leads))), `chip ${group}`);
}
