// The form of an escalation, which nobody edits: what was to be done, and what came of it.

import { shown_state } from "./state";

export const escalation_events = {
	refresh(frm) {
		frm.disable_save();
		const { words, colour } = shown_state(frm.doc);
		frm.page.set_indicator(words, colour);
		if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
	},
};
