// What stands in the place of figures: that they could not be had, that there are no leads yet, or none in these days.

import { h, icon } from "../elements";
import { notice } from "../lead/notices";
import { moment_text } from "../lead/stage/when";
import { button } from "../preview/block";

/** `since`: the moment of what is still shown of the same; `is_some`: whether other figures are shown. */
export function failed(error, { since = null, is_some = false }, again) {
	// What the browser says of a server that it does not reach is not in the user's language.
	const why = error instanceof TypeError ? __("The server cannot be reached.") : error.message;
	return notice("warning", what_failed(since, is_some), " ", why, " ", button(__("Try Again"), again, "default", { "data-li-focus": "again" }));
}

function what_failed(since, is_some) {
	if (since) return __("The dashboard could not be refreshed. It shows how things stood {0}.", [moment_text(since)]);
	return is_some ? __("Some of the figures could not be worked out.") : __("The figures could not be worked out.");
}

/** Nobody has come yet: what to do. */
export function no_leads() {
	return empty(
		__("There are no leads yet."),
		__("As soon as the first ones come in, this page says how many there are, how soon they are answered, and what they bring."),
		[
			frappe.model.can_create("Lead") && button(__("Add a Lead"), () => frappe.new_doc("Lead"), "primary"),
			frappe.model.can_create("Data Import") && frappe.model.can_import("Lead") && button(__("Import Leads"), () => frappe.new_doc("Data Import", { reference_doctype: "Lead" })),
			frappe.model.can_write("Lead Intelligence Settings") && button(__("Load sample data"), () => frappe.set_route("Form", "Lead Intelligence Settings")),
		]
	);
}

/** There are leads, but nothing has become of any in the days that were chosen. `longer`: chooses the longest span. */
export function nothing_in_these_days(longer) {
	return empty(__("Nothing has happened in these days."), "", [longer && button(__("Look at a Longer Time"), longer, "default", { "data-li-focus": "longer" })]);
}

function empty(title, words, ways) {
	return h("div", { class: "li-board-empty", role: "status" }, icon("crm", "xl"), h("h4", {}, title), words && h("p", { class: "li-quiet" }, words), h("div", { class: "li-board-ways" }, ways));
}
