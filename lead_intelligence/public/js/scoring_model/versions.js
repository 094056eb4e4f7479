// What a version of a model is: a draft, the live one, or one of the past.

import { call } from "../server";

const MODEL = "Lead Scoring Model";

export function indicator(doc) {
	const colours = { Live: "green", Retired: "gray" };
	if (colours[doc.status]) return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
}

export function show_status(frm) {
	const { doc } = frm;
	// On a phone there is no room for more than the word that Frappe shows.
	if (frappe.utils.is_xs()) return;
	if (doc.status === "Live") {
		frm.page.set_indicator(__("Live since {0}", [day(doc.valid_from)]), "green");
	} else if (doc.status === "Retired") {
		frm.page.set_indicator(__("Retired on {0}", [day(doc.valid_to)]), "gray");
	}
}

function day(moment) {
	return frappe.datetime.str_to_user(String(moment).slice(0, 10));
}

export function offer_new_version(frm) {
	if (frm.doc.docstatus === 0 || !frappe.model.can_create(MODEL)) return;
	const label = __("New Version");
	frm.add_custom_button(label, async () => {
		const draft = await call("scoring_model.new_version", { model: frm.doc.name }, { freeze: true });
		if (draft) frappe.set_route("Form", MODEL, draft);
	});
	frm.change_custom_button_type(label, null, "primary");
}

/** On a draft: what submitting it does. */
export async function tell_consequence(frm) {
	const { company, docstatus, name } = frm.doc;
	const live = docstatus === 0 && company && (await live_version(company));
	if (frm.doc.name !== name || frm.doc.company !== company) return;
	frm.set_intro();
	if (docstatus !== 0 || !company) return;
	const texts = live
		? __("Submitting puts this version live for {0} and retires {1}, live since {2}.", [
				company,
				live.name,
				day(live.valid_from),
		  ])
		: __("Submitting puts this version live for {0}, which has no live model.", [company]);
	const leads = __("Its leads are then scored again in the background, at once.");
	frm.set_intro(frappe.utils.escape_html(`${texts} ${leads}`), "blue");
}

/** Asks once more before a live version is retired. */
export async function confirm_retiring(frm) {
	const live = await live_version(frm.doc.company);
	if (!live) return;
	const question = __("{0} goes live for {1}, and {2} is retired. Go on?", [frm.doc.name, frm.doc.company, live.name]);
	await new Promise((resolve) => {
		const refuse = () => {
			frappe.validated = false;
			resolve();
		};
		frappe.confirm(frappe.utils.escape_html(question), resolve, refuse);
	});
}

async function live_version(company) {
	const filters = { company, status: "Live", docstatus: 1 };
	const [live] = await frappe.db.get_list(MODEL, { filters, fields: ["name", "valid_from"], limit: 1 });
	return live || null;
}
