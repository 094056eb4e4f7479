// What a version of a definition is: a draft, one that waits for its day, the live one, or one of the past.

import { count, day } from "../preview/figures";
import { DEFINITION, around, new_version } from "./store";

const COLOURS = { Live: "green", Scheduled: "blue", Retired: "gray" };

export function indicator(doc) {
	if (COLOURS[doc.status]) return [__(doc.status), COLOURS[doc.status], `status,=,${doc.status}`];
}

export function show_status(frm) {
	const { doc } = frm;
	// On a phone there is no room for more than the word that Frappe shows.
	if (frappe.utils.is_xs() || !COLOURS[doc.status]) return;
	const words = {
		Live: () => __("Live since {0}", [day(doc.valid_from)]),
		Scheduled: () => __("Goes live on {0}", [day(doc.applies_from)]),
		Retired: () => __("Retired on {0}", [day(doc.valid_to)]),
	};
	frm.page.set_indicator(words[doc.status](), COLOURS[doc.status]);
}

export function offer_new_version(frm) {
	if (frm.doc.docstatus === 0 || !frappe.model.can_create(DEFINITION)) return;
	const label = __("New Version");
	frm.add_custom_button(label, async () => {
		const draft = await new_version(frm.doc.name);
		if (draft) frappe.set_route("Form", DEFINITION, draft);
	});
	frm.change_custom_button_type(label, null, "primary");
}

/** On a draft and on one that waits: what follows from it. */
export function tell_consequence(frm, known) {
	const { doc } = frm;
	frm.set_intro();
	if (!known || (doc.docstatus !== 0 && doc.status !== "Scheduled")) return;
	frm.set_intro(frappe.utils.escape_html([what_happens(doc, known), what_of_leads(known)].filter(Boolean).join(" ")), "blue");
}

function what_happens(doc, { live }) {
	const later = is_later(doc);
	if (doc.status === "Scheduled") {
		return live
			? __("On {0} it goes live and retires {1}.", [day(doc.applies_from), live.name])
			: __("On {0} it goes live.", [day(doc.applies_from)]);
	}
	if (live) {
		const about = [live.name, day(live.valid_from), later ? day(doc.applies_from) : ""];
		return later
			? __("Once both sides have signed, submitting has it go live on {2} and retire {0}, live since {1}.", about)
			: __("Once both sides have signed, submitting puts it live and retires {0}, live since {1}.", about);
	}
	return later
		? __("Once both sides have signed, submitting has it go live on {0}. Nothing is live for these leads until then.", [day(doc.applies_from)])
		: __("Once both sides have signed, submitting puts it live. Nothing is live for these leads yet, so there is no gate.");
}

function what_of_leads({ leads, judges }) {
	if (!judges) return __("Leads are not judged as long as this is switched off in the settings.");
	if (!leads) return "";
	return leads === 1
		? __("The one lead of the company is then judged anew in the background.")
		: __("The {0} leads of the company are then judged anew in the background.", [count(leads)]);
}

function is_later({ applies_from }) {
	return Boolean(applies_from) && applies_from > frappe.datetime.now_date();
}

/** Asks once more before a live version is retired. */
export async function confirm_retiring(frm) {
	const { live } = (await around(frm.doc).catch(() => null)) || {};
	if (!live) return;
	const about = [frm.doc.name, live.name, is_later(frm.doc) ? day(frm.doc.applies_from) : ""];
	const question = is_later(frm.doc)
		? __("{0} goes live on {2}, and {1} is retired then. Go on?", about)
		: __("{0} goes live, and {1} is retired. Go on?", about);
	await new Promise((resolve) => {
		const refuse = () => {
			frappe.validated = false;
			resolve();
		};
		frappe.confirm(frappe.utils.escape_html(question), resolve, refuse);
	});
}
