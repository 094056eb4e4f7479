// What marketing costs.

import { post } from "../server";
import { ImportDialog } from "./import_dialog";

export const cost_list = {
	add_fields: ["currency", "conversion_rate", "amount"],
	hide_name_column: true,
	get_indicator({ conversion_rate, amount }) {
		if (!conversion_rate) return [__("No Exchange Rate"), "red", "conversion_rate,=,0"];
		return amount < 0 ? [__("Credit"), "blue", "amount,<,0"] : [__("Cost"), "green", "amount,>=,0"];
	},
	onload(listview) {
		if (!frappe.model.can_create("Marketing Cost")) return;
		listview.page.add_inner_button(__("Import Costs…"), () => new ImportDialog(() => listview.refresh()).show());
		listview.page.add_menu_item(__("Look Up Missing Rates"), () => look_up_rates(listview));
		listview.page.add_menu_item(__("Imports"), () => frappe.set_route("List", "Marketing Cost Import"));
		listview.page.add_menu_item(__("Rules for Purchase Invoices"), () => frappe.set_route("List", "Marketing Cost Rule"));
	},
};

async function look_up_rates(listview) {
	try {
		const { found, without } = await post("marketing_cost.look_up_rates", {});
		const message = __("Costs that have an exchange rate now: {0}. Costs that have none: {1}.", [found, without]);
		frappe.show_alert({ message, indicator: without ? "orange" : "green" }, 7);
		listview.refresh();
	} catch (refusal) {
		frappe.msgprint(frappe.utils.escape_html(refusal.message));
	}
}
