// What the form of Lead Territory Mapping does. The doctype's own script attaches this.

import { h } from "../elements";
import { notice } from "../lead/notices";
import { post } from "../server";
import { ask_which_territory } from "./which";

const look_soon = frappe.utils.debounce(look_around, 400);

export const territory_mapping_events = {
	refresh(frm) {
		if (frm.doc.name !== frm.li_shown) frm.fields_dict.mapping_state?.$wrapper.empty();
		frm.li_shown = frm.doc.name;
		look_around(frm);
		frm.add_custom_button(__("Which Territory?"), () => ask_which_territory(frm.doc));
	},
	...Object.fromEntries(
		["country", "state", "city", "postal_code_from", "postal_code_to", "territory", "disabled"].map((fieldname) => [fieldname, look_soon])
	),
};

async function look_around(frm) {
	const asked = JSON.stringify(frm.doc);
	const known = await post("territory.around", { mapping: asked }).catch(() => null);
	if (asked !== JSON.stringify(frm.doc)) return;
	show(frm, known);
}

function show(frm, known) {
	const field = frm.fields_dict.mapping_state;
	if (!field) return;
	field.$wrapper.empty();
	if (!known || !known.words) return;
	field.$wrapper.append(
		h(
			"section",
			{ class: "li-panel", "aria-label": __("The row in words") },
			h("p", { class: "li-policy-status" }, in_words(frm.doc, known)),
			known.rivals.length ? notice("warning", __("For some postal codes, these rows say something else and are as specific. The earliest counts."), h("ul", {}, known.rivals.map(rival))) : null
		)
	);
}

function in_words(doc, { words }) {
	if (cint(doc.disabled)) return __("Disabled. It counts for no lead.");
	if (!doc.territory) return words;
	return __("Leads without a territory get {0} when their place is: {1}", [doc.territory, words]);
}

const rival = ({ name, words, territory }) => h("li", {}, h("a", { href: `/app/lead-territory-mapping/${encodeURIComponent(name)}` }, words), `: ${territory}`);
