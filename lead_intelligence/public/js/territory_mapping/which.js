// A place is tried: which row counts for it, and which others it fits.

import { h } from "../elements";
import { ask } from "../server";

const FIELDS = ["country", "state", "city", "postal_code"];

/** `row`: a row of the mapping whose place is tried first. */
export function ask_which_territory(row = {}) {
	const answer = h("div", { class: "li-panel", "aria-live": "polite" });
	const dialog = new frappe.ui.Dialog({
		title: __("Which Territory?"),
		fields: [
			{ fieldtype: "Link", fieldname: "lead", label: __("Lead"), options: "Lead", description: __("Fills in its place."), onchange: take_lead },
			{ fieldtype: "Column Break" },
			{ fieldtype: "Link", fieldname: "country", label: __("Country"), options: "Country" },
			{ fieldtype: "Data", fieldname: "state", label: __("State") },
			{ fieldtype: "Data", fieldname: "city", label: __("City") },
			{ fieldtype: "Data", fieldname: "postal_code", label: __("Postal Code") },
			{ fieldtype: "Section Break" },
			{ fieldtype: "HTML", fieldname: "answer" },
		],
		primary_action_label: __("Find"),
		primary_action: find,
	});
	dialog.get_field("answer").$wrapper.append(answer);
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.set_values({ country: row.country, state: row.state, city: row.city, postal_code: row.postal_code_from });
	dialog.show();
	let request = null;

	async function take_lead() {
		const lead = dialog.get_value("lead");
		if (!lead || lead === dialog.li_lead) return;
		dialog.li_lead = lead;
		const place = await ask("territory.place_of_lead", { lead }).catch((error) => answer.replaceChildren(...refusal(error)));
		if (!place || lead !== dialog.get_value("lead")) return;
		await dialog.set_values(Object.fromEntries(FIELDS.map((name) => [name, place[name] || ""])));
		find();
	}

	async function find() {
		const mine = (request = {});
		const values = Object.fromEntries(FIELDS.map((name) => [name, dialog.get_value(name) || null]));
		const content = await ask("territory.find", values).then(shown, refusal);
		// Another place may have been entered while this answer was under way.
		if (mine === request) answer.replaceChildren(...content);
	}
}

const refusal = (error) => [h("p", { class: "li-refused", role: "alert" }, error.message)];

function shown({ rows, fitting }) {
	const [first, ...others] = rows;
	if (!first) return [h("p", {}, __("No row is about this place, so its leads get no territory."))];
	const more = fitting - rows.length;
	return [
		h("p", {}, h("strong", {}, first.territory), " ", __("because of"), " ", link(first)),
		others.length ? h("p", { class: "li-quiet" }, __("These rows are about it too, and less specific or later:")) : "",
		others.length ? h("ul", {}, others.map((row) => h("li", {}, link(row), `: ${row.territory}`))) : "",
		more > 0 ? h("p", { class: "li-quiet" }, __("and {0} more", [more])) : "",
	].filter(Boolean);
}

const link = ({ name, words }) => h("a", { href: `/app/lead-territory-mapping/${encodeURIComponent(name)}` }, words);
