// A dialog in which a version is tried on a lead of choice. Nothing is stored.

import { h } from "../elements";

/** `ask(lead)` brings what was found, `show(found)` makes elements of it. */
export function open_trial({ title, company, description, name, ask, show }) {
	const body = h("div", { class: "li-panel li-trial", role: "region", "aria-live": "polite" });
	const is_default = company === frappe.defaults.get_global_default("company");
	const dialog = new frappe.ui.Dialog({
		title: frappe.utils.escape_html(title),
		size: "large",
		fields: [
			{
				fieldtype: "Link",
				fieldname: "lead",
				options: "Lead",
				label: __("Lead"),
				description,
				get_query: () => ({ filters: is_default ? { company: ["in", [company, ""]] } : { company } }),
				onchange: () => tried(),
			},
			{ fieldtype: "HTML", fieldname: "content" },
		],
	});
	dialog.get_field("content").$wrapper.append(body);
	dialog.$wrapper.addClass(`li-trial-dialog ${name}`).on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
	let asked = null;

	async function tried() {
		const lead = dialog.get_value("lead");
		if (lead === asked) return;
		asked = lead;
		if (!lead) return body.replaceChildren();
		body.setAttribute("aria-busy", "true");
		const content = await ask(lead).then(show, (error) => [h("p", { class: "li-refused", role: "alert" }, error.message)]);
		if (asked !== lead) return;
		body.replaceChildren(...content.filter(Boolean));
		body.removeAttribute("aria-busy");
	}
}

/** The way to it, for a version that is stored. */
export function offer_trial(frm, open) {
	if (frm.is_new() || frm.doc.docstatus === 2) return;
	frm.add_custom_button(__("Try on a Lead"), () => {
		if (frm.is_dirty()) return frappe.msgprint(__("Save the policy first: what is tried is what is stored."));
		open({ policy: frm.doc.name, company: frm.doc.company });
	});
}
