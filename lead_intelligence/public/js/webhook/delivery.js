// Deliveries, which nobody edits: what became of each, and sending one again.

import { show_about_lead } from "../about_lead";
import { call } from "../server";

const COLOURS = { Waiting: "orange", Delivered: "green", Failed: "yellow", "Given Up": "red" };

export const webhook_delivery_events = {
	refresh(frm) {
		show_about_lead(frm);
		const { status } = frm.doc;
		frm.page.set_indicator(__(status), COLOURS[status]);
		if (status === "Given Up" && frappe.model.can_write("Lead Webhook")) {
			frm.add_custom_button(__("Send Again"), () => send_again(frm));
		}
	},
};

export const webhook_delivery_list = {
	add_fields: ["status", "lead", "event"],
	hide_name_column: true,
	formatters: {
		/** On a laptop the list has room for one field beside the title, which says what it was about too. */
		webhook: (value, _field, { lead, event }) => [value, lead || event].filter(Boolean).join(" · "),
		error(value) {
			const text = frappe.utils.escape_html(value || "");
			return `<span class="ellipsis li-in-words" title="${text}">${text}</span>`;
		},
	},
	get_indicator: ({ status }) => [__(status), COLOURS[status], `status,=,${status}`],
};

async function send_again(frm) {
	const sentence = await call("webhook.send_again", { delivery: frm.doc.name }, { freeze: true });
	if (sentence) frappe.show_alert({ message: sentence, indicator: "green" });
	frm.reload_doc();
}
