import { import_dialog } from "./exchange";
import { indicator } from "./versions";

export const list_settings = {
	add_fields: ["status", "version", "valid_from"],
	get_indicator: indicator,
	onload(listview) {
		if (!frappe.model.can_create("Lead Scoring Model")) return;
		listview.page.add_inner_button(__("Import JSON"), import_dialog);
	},
};
