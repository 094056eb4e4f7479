import { ReleaseDialog } from "./dialog";

/** On the form of a live agreement: what was placed as history can be released, after a preview. */
export function offer_release(frm) {
	if (frm.doc.status !== "Live" || !frappe.user.has_role(["Sales Manager", "System Manager"])) return;
	frm.add_custom_button(__("Release History…"), () => new ReleaseDialog(frm).show());
}
