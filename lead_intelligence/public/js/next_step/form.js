// The form of a step, which nobody edits.

import { show_about_lead } from "../about_lead";

export const next_step_events = {
	refresh(frm) {
		show_about_lead(frm);
		const { reference_doctype, reference_name } = frm.doc;
		if (!reference_name) return;
		frm.add_custom_button(__("Open {0}", [__(reference_doctype)]), () => frappe.set_route("Form", reference_doctype, reference_name));
	},
};
