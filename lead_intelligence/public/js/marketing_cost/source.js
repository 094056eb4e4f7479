// From the profile of a source to what it costs.

export const source_profile_events = {
	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_read("Marketing Cost")) return;
		frm.add_custom_button(__("Costs"), () => frappe.set_route("List", "Marketing Cost", "List", { source: frm.doc.source }));
	},
};
