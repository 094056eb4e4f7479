// The stage of a lead in a list, and by when its hand-over is to be accepted.

import { stage_colour, stage_name } from "./names";
import { distance_text, moment_text } from "./when";

/** Markup, as lists want it. A click on the pill filters by the stage. */
export function stage_html(doc) {
	if (!doc.li_stage) return "";
	const stage = frappe.utils.escape_html(doc.li_stage);
	return `<span class="filterable indicator-pill ${stage_colour(doc.li_stage)} no-indicator-dot ellipsis li-stage"
		data-filter="li_stage,=,${stage}" title="${__("Lifecycle Stage")}"><span class="ellipsis">${frappe.utils.escape_html(stage_name(doc.li_stage))}</span></span>`;
}

/** What is due: an acceptance, or a lead to be revisited. Late ones say so in words. */
export function due_html(doc) {
	if (doc.li_due_at) {
		const late = doc.li_due_at < frappe.datetime.now_datetime();
		const distance = distance_text(doc.li_due_at);
		const text = late ? __("late, due {0}", [distance]) : __("due {0}", [distance]);
		return mark(text, __("To be accepted by {0}", [moment_text(doc.li_due_at)]), late);
	}
	if (doc.li_stage === "Nurture" && doc.li_revisit_on && doc.li_revisit_on <= frappe.datetime.now_date()) {
		return mark(__("to be revisited"), frappe.datetime.str_to_user(doc.li_revisit_on), true);
	}
	return "";
}

function mark(text, title, late) {
	const [shown, told] = [text, title].map(frappe.utils.escape_html);
	return `<span class="li-due-mark ${late ? "li-late" : ""}" title="${told}">${shown}</span>`;
}
