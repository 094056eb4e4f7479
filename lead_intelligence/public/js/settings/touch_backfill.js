// In the settings: touches of what was in ERPNext before.

import { call } from "../server";

export function add_backfill_button(frm) {
	if (!frappe.model.can_write(frm.doctype)) return;
	frm.add_custom_button(__("Back-Fill Touches"), () => frappe.confirm(question(), begin));
}

function question() {
	return __(
		"Record touches of all mails, calls, meetings, opportunities, quotations and other records that are in ERPNext already? This is done in the background. Nothing is recorded twice."
	);
}

async function begin() {
	const answer = await call("touch_backfill.begin");
	if (!answer) return;
	frappe.show_alert({ message: __("Touches are being back-filled in the background."), indicator: "blue" });
	frappe.set_route("List", "Lead Touch Source");
}
