// What a version of a policy is: a draft, a live one, or one of the past.

import { count, day } from "../preview/figures";
import { POLICY, around, new_version } from "./store";

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

/** On a draft: what submitting it does. */
export function tell_consequence(frm, known) {
	frm.set_intro();
	if (frm.doc.docstatus !== 0 || !known) return;
	frm.set_intro(frappe.utils.escape_html([what_happens(known), what_of_leads(known)].filter(Boolean).join(" ")), "blue");
}

function what_happens({ live, others }) {
	if (live) return __("Submitting puts it live and retires {0}, live since {1}.", [live.name, day(live.valid_from)]);
	if (!others.length) return __("Submitting puts it live. No response policy is live for the company yet, so the leads that are there already get no clock until you release them.");
	return __("Submitting puts it live beside {0}, because it has another title.", [others.map(({ title }) => title).join(", ")]);
}

function what_of_leads({ leads, judges, live, others }) {
	if (!judges) return __("Leads have no clocks as long as the evaluation of leads is switched off in the settings.");
	// With the first policy there are none to plan anew.
	const may_have_clocks = leads > 0 && (live || others.length);
	return may_have_clocks ? __("The clocks of the company's leads ({0}) are then planned anew in the background.", [count(leads)]) : "";
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
