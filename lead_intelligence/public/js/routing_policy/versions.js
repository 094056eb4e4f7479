// What follows from a version of a routing policy.

import { day } from "../preview/figures";
import * as version from "../versions/version";
import { around, new_version } from "./store";

export const offer_new_version = (frm) => version.offer_new_version(frm, new_version);

/** On a draft: what submitting it does. */
export function tell_consequence(frm, known) {
	frm.set_intro();
	if (frm.doc.docstatus !== 0 || !known) return;
	frm.set_intro(frappe.utils.escape_html([what_happens(known), what_of_leads(known)].filter(Boolean).join(" ")), "blue");
}

function what_happens({ live, others }) {
	if (live) return __("Submitting puts it live and retires {0}, live since {1}.", [live.name, day(live.valid_from)]);
	if (!others.length) return __("Submitting puts it live. No routing policy is live for the company yet, so the leads that are there already get no owner by themselves until you release them.");
	return __("Submitting puts it live beside {0}, because it has another title.", [others.map(({ title }) => title).join(", ")]);
}

function what_of_leads({ judges }) {
	if (!judges) return __("Leads get no owners as long as the evaluation of leads is switched off in the settings.");
	return __("Leads that have an owner keep theirs.");
}

/** Asks once more before a live version is retired. */
export async function confirm_retiring(frm) {
	const { live } = (await around(frm.doc).catch(() => null)) || {};
	await version.confirm_retiring(frm, live);
}
