// The stage of a lead in a list, and by when its hand-over is to be accepted.

import { stage_colour, stage_name } from "./names";
import { moment_text, short_distance } from "./when";

/** Markup, as lists want it: "MQL · 2 h", "MQL · late". A click filters by the stage. */
export function stage_html(doc) {
	if (!doc.li_stage) return "";
	const { words, title, late } = due(doc);
	const stage = frappe.utils.escape_html(doc.li_stage);
	const text = [stage_name(doc.li_stage), words].filter(Boolean).join(" · ");
	const colour = late ? "red" : stage_colour(doc.li_stage);
	const told = frappe.utils.escape_html(title || __("Lifecycle Stage"));
	return `<span class="filterable indicator-pill ${colour} no-indicator-dot ellipsis li-stage ${late ? "li-late" : ""}"
		data-filter="li_stage,=,${stage}" title="${told}"><span class="ellipsis">${frappe.utils.escape_html(text)}</span></span>`;
}

/** What is due: an acceptance, or a lead to be revisited. */
function due({ li_stage, li_due_at, li_revisit_on }) {
	if (li_due_at) {
		const late = li_due_at < frappe.datetime.now_datetime();
		const title = __("To be accepted by {0}", [moment_text(li_due_at)]);
		return { words: late ? __("late") : short_distance(li_due_at), title, late };
	}
	if (li_stage === "Nurture" && li_revisit_on && li_revisit_on <= frappe.datetime.now_date()) {
		const title = __("To be revisited on {0}", [frappe.datetime.str_to_user(li_revisit_on)]);
		return { words: __("due"), title, late: false };
	}
	return {};
}
