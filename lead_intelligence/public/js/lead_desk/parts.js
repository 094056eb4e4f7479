// What can be done with a lead.

import { icon } from "../elements";

/** [{ key, label, shortcut, icon, is_main, is_offered, run }] */
export function actions_for(row) {
	const open = () => frappe.set_route("Form", "Lead", row.lead);
	return [{ key: "open", label: __("Open"), shortcut: "o", icon: icon("external-link"), is_main: false, is_offered: true, run: open }];
}
