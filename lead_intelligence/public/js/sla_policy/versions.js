// What a version of a policy is, and what follows when one goes live.

import { count, day } from "../preview/figures";
import { around, new_version, POLICY } from "./store";

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

export function offer_new_version(frm) {
	if (frm.doc.docstatus === 0 || !frappe.model.can_create(POLICY)) return;
	const label = __("New Version");
	frm.add_custom_button(label, async () => {
		const draft = await new_version(frm.doc.name);
		if (draft) frappe.set_route("Form", POLICY, draft);
	});
	frm.change_custom_button_type(label, null, "primary");
}

/** On a draft: what follows from submitting it. */
export function tell_consequence(frm, known) {
	frm.set_intro();
	if (!known || frm.doc.docstatus !== 0) return;
	const { live } = known;
	const what = live
		? __("Submitting puts it live and retires {0}, live since {1}.", [live.name, day(live.valid_from)])
		: __("Submitting puts it live. From then on, the leads that it is for have clocks.");
	frm.set_intro(frappe.utils.escape_html([what, of_leads(known)].filter(Boolean).join(" ")), "blue");
}

function of_leads({ leads, judges }) {
	if (!judges) return __("Leads are not judged as long as this is switched off in the settings.");
	if (!leads) return "";
	return leads === 1
		? __("The one lead of the company is then judged anew in the background.")
		: __("The {0} leads of the company are then judged anew in the background.", [count(leads)]);
}

/** Asks once more before a live version is retired. */
export async function confirm_retiring(frm) {
	const { live } = (await around(frm.doc).catch(() => null)) || {};
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
