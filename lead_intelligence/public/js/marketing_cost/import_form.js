// What was imported from a file, and the way back.

import { post } from "../server";

export const cost_import_events = {
	refresh(frm) {
		frm.disable_save();
		if (frm.doc.status !== "Imported" || !frappe.model.can_delete("Marketing Cost")) return;
		frm.add_custom_button(__("Undo Import"), () => {
			frappe.confirm(__("Undo this import? Its {0} costs are removed, also those that were changed since.", [format_number(frm.doc.costs_added, null, 0)]), () => undo(frm));
		});
	},
};

export const cost_import_list = {
	hide_name_column: true,
	get_indicator: ({ status }) => [__(status), status === "Imported" ? "green" : "gray", `status,=,${status}`],
};

async function undo(frm) {
	try {
		const { removed } = await post("marketing_cost_file.undo", { name: frm.doc.name });
		frappe.show_alert({ message: __("Costs removed: {0}", [format_number(removed, null, 0)]), indicator: "green" });
	} catch (refusal) {
		frappe.msgprint(frappe.utils.escape_html(refusal.message));
	}
	frm.reload_doc();
}
