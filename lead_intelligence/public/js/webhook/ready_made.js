// The ready-made message of the chosen receiver as a template, to be changed from there.

import { call } from "../server";

export function offer_ready_made(frm) {
	frm.add_custom_button(__("Begin with the Ready-Made Message"), () => begin(frm));
}

async function begin(frm) {
	const fill = async () => {
		const { name, kind, template: before } = frm.doc;
		const template = await call("webhook.template", { kind });
		const is_same = frm.doc.name === name && frm.doc.kind === kind && frm.doc.template === before;
		if (template && is_same) frm.set_value("template", template);
	};
	if (!frm.doc.template) await fill();
	else frappe.confirm(__("Replace the template by the ready-made message?"), fill);
}
