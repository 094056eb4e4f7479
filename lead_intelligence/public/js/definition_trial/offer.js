// Where the stage of a lead is shown: the way to judge it by another agreement, or as it was on another day.

import { h } from "../elements";
import { open_trial } from "./dialog";

/** A link for the panel; null for people who may not read definitions. */
export function offer_trial(frm) {
	if (frm.is_new() || !frappe.model.can_read("Lead Definition")) return null;
	const open = () => open_trial({ lead: frm.doc.name, called: frm.doc.lead_name });
	return h("button", { type: "button", class: "li-link li-try", onclick: open }, __("Judge by another agreement…"));
}
