// The form of a clock, which nobody edits: its state and one sentence that says what it is about.

import { due_text, start_text } from "../lead/clock/words";
import { what_came } from "../lead/clock/closed";
import { shown_state } from "./state";

export const clock_events = {
	refresh(frm) {
		frm.disable_save();
		const { words, colour } = shown_state(frm.doc);
		frm.page.set_indicator(words, colour);
		frm.set_intro("");
		frm.set_intro(frappe.utils.escape_html(summary(frm.doc)), colour === "gray" ? "blue" : colour);
		if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
	},
};

function summary(doc) {
	const clock = { ...doc, because: doc.started_because };
	const came = doc.outcome ? what_came({ ...clock, answered_by: doc.answered_by && frappe.user.full_name(doc.answered_by) }) : "";
	return [`${due_text(clock)}.`, start_text(clock), came].filter(Boolean).join(" ");
}
