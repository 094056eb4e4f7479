// An answer that no program knows of. When the server refuses, the dialog stays with all that was typed.

import { call } from "../../server";
import { open_dialog } from "../stage/dialog";

const WAYS = {
	"E-Mail": () => __("E-Mail"),
	Call: () => __("Call"),
	Meeting: () => __("Meeting"),
	Message: () => __("Message"),
	Other: () => __("Other"),
};

export function enter_answer(lead, recorded) {
	// Sent twice, by an impatient finger or a bad line, it counts once.
	const form = frappe.utils.get_random(20);
	const fields = [
		{
			fieldname: "how",
			fieldtype: "Select",
			label: __("How"),
			reqd: 1,
			options: Object.entries(WAYS).map(([value, label]) => ({ value, label: label() })),
			default: "Call",
		},
		{ fieldname: "at", fieldtype: "Datetime", label: __("When"), description: __("Empty: now.") },
		{
			fieldname: "reason",
			fieldtype: "Small Text",
			label: __("What was done"),
			description: __("For instance: called from my own phone, sent a letter. Up to 500 characters."),
			reqd: 1,
			max_height: "90px",
		},
	];
	return open_dialog({ title: __("Enter an Answer"), primary: __("Enter") }, fields, null, async (values) => {
		const answer = await call("response.answered", { lead, form, ...values });
		if (!answer) return false;
		frappe.show_alert({ message: __("The answer is recorded."), indicator: "green" });
		recorded(true);
		return true;
	});
}
