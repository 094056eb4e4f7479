// What takes as long as all figures of a report together, and so is asked for once these stand.

import { h } from "../elements";
import { button } from "../preview/block";
import { name_of } from "./names";
import { statement_of } from "./store";

/** Where the message of the report has left a place for it. */
export function fill_in(report) {
	const [place] = report.page.wrapper.find(".li-report-follows:not([data-asked])");
	if (!place) return;
	place.dataset.asked = "";
	ask_for(place, { report: name_of(report), filters: report.get_filter_values() });
}

async function ask_for(place, about) {
	place.replaceChildren(h("p", { class: "li-report-note", role: "status" }, __("Comparing with the general ledger …")));
	try {
		// The server has escaped what is data in it, as in the message around it.
		place.innerHTML = await statement_of(about);
	} catch (error) {
		place.replaceChildren(refused(place, about, error.message));
	}
}

function refused(place, about, reason) {
	const words = __("This could not be compared with the general ledger: {0}", [reason]);
	return h("p", { class: "li-report-note li-bad", role: "alert" }, words, " ", button(__("Try Again"), () => ask_for(place, about)));
}
