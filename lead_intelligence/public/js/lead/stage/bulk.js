// Accepting or refusing the leads that are selected in the list, with one summary at the end.

import { h } from "../../elements";
import { call } from "../../server";
import { open_dialog } from "./dialog";
import { follow_reason, reasons, refusal_fields } from "./refusing";

export function offer_answers(listview) {
	listview.page.add_action_item(__("Accept"), () => accept(listview));
	listview.page.add_action_item(__("Refuse…"), () => refuse(listview));
}

async function accept(listview) {
	const leads = listview.get_checked_items(true);
	const result = await call("stage.accept", { leads }, { freeze: true });
	if (result) finish(listview, result, leads, ACCEPTED);
}

async function refuse(listview) {
	const leads = listview.get_checked_items(true);
	const known = await reasons();
	if (!known) return;
	const about = leads.length === 1 ? __("Refuse 1 Lead") : __("Refuse {0} Leads", [leads.length]);
	const dialog = { title: about, primary: __("Refuse"), changed: follow_reason };
	open_dialog(dialog, refusal_fields(known), known, async (values) => {
		const result = await call("stage.refuse", { leads, ...values });
		if (!result) return false;
		finish(listview, result, leads, REFUSED);
		return true;
	});
}

const ACCEPTED = {
	title: () => __("Accepted"),
	all: (count) => (count === 1 ? __("1 lead was accepted.") : __("{0} leads were accepted.", [count])),
	some: (done, asked) => __("{0} of {1} leads were accepted.", [done, asked]),
};
const REFUSED = {
	title: () => __("Refused"),
	all: (count) => (count === 1 ? __("1 lead was refused.") : __("{0} leads were refused.", [count])),
	some: (done, asked) => __("{0} of {1} leads were refused.", [done, asked]),
};

/** `result`: the leads that it was done for, and for each of the others why not. */
function finish(listview, { accepted, done = accepted, refused }, leads, words) {
	if (!refused.length) {
		frappe.show_alert({ message: words.all(done.length), indicator: "green" });
	} else {
		const titles = new Map(listview.data.map((doc) => [doc.name, doc.title || doc.lead_name || doc.name]));
		const told = h("p", {}, words.some(done.length, leads.length));
		const message = h("div", { class: "li-summary" }, told, h("ul", {}, refused.map((one) => why(one, titles))));
		frappe.msgprint({ title: words.title(), message: message.outerHTML, indicator: done.length ? "orange" : "red" });
	}
	listview.clear_checked_items();
	// A list that was loaded in the last seconds takes the same question for a repetition and leaves it out.
	listview.last_args = null;
	listview.refresh();
}

function why({ lead, why }, titles) {
	const link = h("a", { href: frappe.utils.get_form_link("Lead", lead) }, titles.get(lead) || lead);
	return h("li", {}, link, ": ", strip_html(why));
}
