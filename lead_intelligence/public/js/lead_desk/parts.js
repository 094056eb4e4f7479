// What the page is given: what can be done with a lead, and how it hears of changes.

import { icon } from "../elements";
import { Live } from "../team_board/live";

export { Live };

/** [{ key, label, shortcut, icon, is_main, is_offered, run }] */
export function actions_for(row) {
	const open = () => frappe.set_route("Form", "Lead", row.lead);
	return [{ key: "open", label: __("Open"), shortcut: "o", icon: icon("external-link"), is_main: false, is_offered: true, run: open }];
}
