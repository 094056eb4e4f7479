// The forms of what is written down of leads, which nobody edits.

export function show_about_lead(frm) {
	frm.disable_save();
	if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
}

/** With its state, and one sentence that says what it is about. */
export function show_state(frm, { words, colour }, sentence) {
	frm.page.set_indicator(words, colour);
	frm.set_intro("");
	frm.set_intro(frappe.utils.escape_html(sentence), colour === "gray" ? "blue" : colour);
}
