// The form of a clock, which nobody edits: its state and one sentence that says what it is about.

import { show_about_lead, show_state } from "../about_lead";
import { due_text, start_text } from "../lead/clock/words";
import { what_came } from "../lead/clock/closed";
import { shown_state } from "./state";

export const clock_events = {
	refresh(frm) {
		show_about_lead(frm);
		show_state(frm, shown_state(frm.doc), summary(frm.doc));
	},
};

function summary(doc) {
	const clock = { ...doc, because: doc.started_because };
	const came = doc.outcome ? what_came({ ...clock, answered_by: doc.answered_by && frappe.user.full_name(doc.answered_by) }) : "";
	return [`${due_text(clock)}.`, start_text(clock), came].filter(Boolean).join(" ");
}
