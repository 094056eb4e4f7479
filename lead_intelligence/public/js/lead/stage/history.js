// Every move of the lead with who, when, why and on what grounds, what became of its clocks, who had it, and when it grew warm; the latest first.

import { h, joined } from "../../elements";
import { clock_row } from "../clock/history_row";
import { folded } from "../fold";
import { owner_row } from "../owner/history";
import { signal_row } from "./signal_row";
import { stage_name, target_name } from "./names";

const SHOWN_AT_ONCE = 8;

export function history({ history: moves }) {
	if (!moves.length) return null;
	const older = moves.slice(SHOWN_AT_ONCE);
	return folded(
		"stage-history",
		__("How it got here"),
		format_number(moves.length, null, 0),
		list(moves.slice(0, SHOWN_AT_ONCE)),
		older.length > 0 && h("details", { class: "li-older" }, h("summary", {}, __("Earlier")), list(older))
	);
}

function list(moves) {
	return h("ul", { class: "li-moves" }, moves.map(row));
}

function row(move) {
	if (move.clock) return clock_row(move);
	if (move.owner) return owner_row(move);
	if (move.signal) return signal_row(move);
	const { skipped, missing, overridden, reason, note } = move;
	return h(
		"li",
		{},
		h("div", { class: "li-rule-line" }, h("span", { class: "li-rule" }, what(move)), h("span", { class: "li-quiet" }, joined(about(move), " · "))),
		skipped.length > 0 && h("div", { class: "li-skipped" }, __("Skipped: {0}", [skipped.map(stage_name).join(", ")])),
		overridden && missing.length > 0 && h("div", { class: "li-skipped" }, __("Missing: {0}", [missing.join(", ")])),
		(reason || note) && h("div", { class: "li-reason" }, [reason, note].filter(Boolean).join("\n"))
	);
}

function what({ kind, before, after, target }) {
	if (target) return __("{0}: {1}", [__(kind), target_name(target)]);
	const moved = before && after && before !== after && __("{0} → {1}", [stage_name(before), stage_name(after)]);
	if (kind === "Stage changed") return moved || __("Placed as {0}", [stage_name(after)]);
	return moved ? __("{0}: {1}", [__(kind), moved]) : __(kind);
}

function about({ at, by, cause, definition, record }) {
	return [
		at ? frappe.datetime.str_to_user(at) : h("em", {}, __("time not known")),
		by || __(cause),
		definition,
		record && h("a", { href: frappe.utils.get_form_link(record.doctype, record.name) }, `${record.label} ${record.name}`),
	].filter(Boolean);
}
