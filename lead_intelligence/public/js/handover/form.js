// The form of a hand-over, which nobody edits: what is done about it is done on the lead.

export const handover_events = {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
	},
};
