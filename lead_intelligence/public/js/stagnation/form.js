// The form of a note that a lead is stagnant, which nobody edits.

export const stagnation_events = {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
	},
};
