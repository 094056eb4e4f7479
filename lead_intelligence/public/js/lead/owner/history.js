// Who has had the lead, from whom and why; the latest first.

import { h, joined } from "../../elements";
import { folded } from "../fold";

const SHOWN_AT_ONCE = 5;

export function owners_so_far({ history }) {
	// One that was looked for and found is told above already.
	if (history.length < 2) return null;
	const older = history.slice(SHOWN_AT_ONCE);
	return folded(
		"owners-so-far",
		__("Owners so far"),
		format_number(history.length, null, 0),
		list(history.slice(0, SHOWN_AT_ONCE)),
		older.length > 0 && h("details", { class: "li-older" }, h("summary", {}, __("Earlier")), list(older))
	);
}

const list = (moves) => h("ul", { class: "li-moves" }, moves.map(owner_row));

export function owner_row({ kind, at, owner }) {
	const about = [at ? frappe.datetime.str_to_user(at) : h("em", {}, __("time not known"))];
	return h(
		"li",
		{ class: "li-owner-move" },
		h("div", { class: "li-rule-line" }, h("span", { class: "li-rule" }, what(kind, owner)), h("span", { class: "li-quiet" }, joined(about, " · "))),
		owner.words && h("div", { class: "li-skipped" }, owner.words),
		owner.reason && h("div", { class: "li-reason" }, owner.reason)
	);
}

function what(kind, { before, after }) {
	if (kind === "No owner found") return __(kind);
	if (before && after) return __("{0}: {1}", [__(kind), __("{0} → {1}", [before, after])]);
	return __("{0}: {1}", [__(kind), after || __("Nobody")]);
}
