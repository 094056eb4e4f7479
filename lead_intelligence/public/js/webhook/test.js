// "Send a Test": calls the webhook as it is saved, and says how that went.

import { call } from "../server";

export function offer_test(frm) {
	frm.add_custom_button(__("Send a Test"), () => send_test(frm));
}

async function send_test(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save the webhook first: what is tested is what is saved."));
		return;
	}
	const outcome = await call("webhook.send_test", { webhook: frm.doc.name }, { freeze: true });
	if (!outcome) return;
	frappe.msgprint({
		title: outcome.delivered ? __("The test has arrived") : __("The test has not arrived"),
		indicator: outcome.delivered ? "green" : "red",
		message: outcome_html(outcome),
	});
	frm.reload_doc();
}

function outcome_html({ sentence, answer, delivery }) {
	const escape = frappe.utils.escape_html;
	const begun = answer ? `<p>${__("The answer began with:")}</p><pre>${escape(answer)}</pre>` : "";
	const link = delivery ? `<p><a href="/app/lead-webhook-delivery/${delivery}">${__("Open the Delivery")}</a></p>` : "";
	return `<p>${escape(sentence)}</p>${begun}${link}`;
}
