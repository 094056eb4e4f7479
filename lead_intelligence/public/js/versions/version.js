// What a version of a policy is: a draft, the live one, or one of the past.

import { day } from "../preview/figures";

const COLOURS = { Live: "green", Retired: "gray" };

export function indicator(doc) {
	if (COLOURS[doc.status]) return [__(doc.status), COLOURS[doc.status], `status,=,${doc.status}`];
}

export function show_status(frm) {
	const { doc } = frm;
	// On a phone there is no room for more than the word that Frappe shows.
	if (frappe.utils.is_xs() || !COLOURS[doc.status]) return;
	const words = doc.status === "Live" ? __("Live since {0}", [day(doc.valid_from)]) : __("Retired on {0}", [day(doc.valid_to)]);
	frm.page.set_indicator(words, COLOURS[doc.status]);
}

/** `copied(name)` makes a draft of a version and gives its name. */
export function offer_new_version(frm, copied) {
	if (frm.doc.docstatus === 0 || !frappe.model.can_create(frm.doctype)) return;
	const label = __("New Version");
	frm.add_custom_button(label, async () => {
		const draft = await copied(frm.doc.name);
		if (draft) frappe.set_route("Form", frm.doctype, draft);
	});
	frm.change_custom_button_type(label, null, "primary");
}

/** Asks once more before `live`, if there is one, is retired by the form's version. */
export async function confirm_retiring(frm, live) {
	if (!live) return;
	const question = __("{0} goes live, and {1} is retired. Go on?", [frm.doc.name, live.name]);
	await new Promise((resolve) => {
		const refuse = () => {
			frappe.validated = false;
			resolve();
		};
		frappe.confirm(frappe.utils.escape_html(question), resolve, refuse);
	});
}
