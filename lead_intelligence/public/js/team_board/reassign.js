// Gives leads to another owner: to a person, or to whomever the routing finds.

import { h } from "../elements";
import { open_dialog } from "../lead/stage/dialog";
import { leads_text } from "../preview/figures";
import { reassign } from "./store";

/** `done` is called once something has changed. */
export function reassign_leads(leads, done) {
	const dialog = { title: __("Reassign {0}", [leads_text(leads.length)]), primary: __("Reassign") };
	open_dialog(dialog, FIELDS(), null, async ({ to, reason, how }) => {
		const person = how === BY_NAME ? to : null;
		const answer = await reassign({ leads, to: person, reason }).catch((error) => {
			frappe.msgprint({ title: __("Not Reassigned"), message: frappe.utils.escape_html(error.message), indicator: "red" });
		});
		if (!answer) return false;
		tell(answer, person);
		if (answer.done.length) done();
		return true;
	});
}

const BY_ROUTING = "routing";
const BY_NAME = "person";

const FIELDS = () => [
	{
		fieldname: "how",
		fieldtype: "Select",
		label: __("Give To"),
		reqd: 1,
		default: BY_ROUTING,
		options: [
			{ value: BY_ROUTING, label: __("Whomever the Routing Finds") },
			{ value: BY_NAME, label: __("A Person") },
		],
	},
	{
		fieldname: "to",
		fieldtype: "Link",
		options: "User",
		label: __("To"),
		depends_on: `eval:doc.how=="${BY_NAME}"`,
		mandatory_depends_on: `eval:doc.how=="${BY_NAME}"`,
		ignore_user_permissions: 1,
		get_query: () => ({ query: "frappe.core.doctype.user.user.user_query" }),
		description: __("Limits and absences do not count for a person whom you choose."),
	},
	{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), description: __("Stands in the journey of each lead, for whoever gets it to read.") },
];

function tell({ done, refused }, person) {
	const words = person ? gave(done.length) : asked(done.length);
	if (!refused.length) return frappe.show_alert({ message: words, indicator: "green" });
	const reasons = refused.map(({ lead, why }) => h("li", {}, h("a", { href: frappe.utils.get_form_link("Lead", lead) }, lead), ": ", strip_html(why)));
	const message = h("div", { class: "li-summary" }, done.length > 0 && h("p", {}, words), h("p", {}, kept(refused.length)), h("ul", {}, reasons));
	frappe.msgprint({ title: __("Not Reassigned"), message: message.outerHTML, indicator: done.length ? "orange" : "red" });
}

const gave = (count) => (count === 1 ? __("1 lead was reassigned.") : __("{0} leads were reassigned.", [count]));
const asked = (count) => (count === 1 ? __("1 lead is being routed.") : __("{0} leads are being routed.", [count]));
const kept = (count) => (count === 1 ? __("1 lead stays where it is:") : __("{0} leads stay where they are:", [count]));
