// Where a lead's score is shown: the way to try another model on it.

import { h } from "../elements";
import { choose_model } from "./dialog";

export function try_another(frm) {
	if (!frappe.model.can_read("Lead Scoring Model")) return null;
	const open = () => choose_model({ lead: frm.doc.name, called: frm.doc.lead_name });
	return h("button", { type: "button", class: "li-link li-try", onclick: open }, __("Score this lead with…"));
}
