// The groups of the queue, to see one of them alone.

import { h } from "../elements";
import { count } from "../preview/figures";
import { named } from "../team_board/focus";

/** `chosen`: the group that is shown alone, or null. */
export function group_chips({ groups, total }, chosen, choose) {
	const found = groups.filter(({ leads, group }) => leads || group === chosen);
	if (found.length < 2 && !chosen) return null;
	const all = [{ group: null, label: __("All"), leads: total }, ...found];
	return h("div", { class: "li-desk-groups" }, chips(all, chosen, choose), chooser(all, chosen, choose));
}

function chips(groups, chosen, choose) {
	const buttons = groups.map(({ group, label, leads }) => chip(group, label, leads, chosen, choose));
	return h("div", { class: "li-desk-chips", role: "group", "aria-label": __("Show") }, buttons);
}

/** The same on a phone, where they would take half of the screen. */
function chooser(groups, chosen, choose) {
	const options = groups.map(({ group, label, leads }) => h("option", { value: group || "", selected: group === chosen }, `${label} (${count(leads)})`));
	const attributes = { class: "form-control li-desk-chooser", "aria-label": __("Show"), onchange: ({ target }) => choose(target.value || null) };
	return named(h("select", attributes, options), "chooser");
}

function chip(group, label, leads, chosen, choose) {
	const is_chosen = group === chosen;
	const attributes = { type: "button", class: `btn btn-xs li-desk-chip ${is_chosen ? "li-chosen" : ""}`, "aria-pressed": String(is_chosen), "data-group": group, onclick: () => choose(group) };
	return named(h("button", attributes, label, h("span", { class: "li-desk-chip-number" }, count(leads))), `chip ${group}`);
}
