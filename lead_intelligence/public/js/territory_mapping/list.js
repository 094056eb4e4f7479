// Rows of the mapping, and what can be done with all of them: to try a place, and to give leads their territories.

import { ask, post } from "../server";
import { ask_which_territory } from "./which";

const MOST_COUNTED = 10000;

export const territory_mapping_list = {
	add_fields: ["disabled"],
	hide_name_column: true,
	get_indicator: ({ disabled }) => (disabled ? [__("Disabled"), "gray", "disabled,=,1"] : [__("In Use"), "green", "disabled,=,0"]),
	onload(listview) {
		listview.page.add_inner_button(__("Which Territory?"), () => ask_which_territory());
		if (!frappe.model.can_write("Lead Territory Mapping")) return;
		listview.page.add_inner_button(__("Fill In Leads…"), fill_in);
	},
};

async function fill_in() {
	const leads = await ask("territory.count_without").catch(refused);
	if (leads === undefined) return;
	if (!leads) {
		frappe.msgprint(__("All leads have a territory."));
		return;
	}
	const number = leads >= MOST_COUNTED ? __("{0} or more", [leads]) : String(leads);
	frappe.confirm(__("Leads without a territory: {0}. Those whose place is in these rows get theirs in the background, and are evaluated again. Go on?", [number]), async () => {
		frappe.realtime.off("lead_territories_filled");
		frappe.realtime.on("lead_territories_filled", ({ leads: filled }) => {
			frappe.show_alert({ message: __("Leads that got a territory: {0}", [filled]), indicator: "green" });
		});
		const begun = await post("territory.fill_in", {}).then(() => true, refused);
		if (begun) frappe.show_alert({ message: __("It has begun."), indicator: "blue" });
	});
}

function refused(error) {
	frappe.msgprint(frappe.utils.escape_html(error.message));
}
