// An escalation step as one sentence: "At 50 %: notify the owner on the desk and by e-mail".

import { plain } from "../preview/figures";
import { duration } from "./durations";

export function step_sentence(step) {
	const parts = [when(step), what(step)];
	return step.purpose ? __("{0}, {1}: {2}", [__(step.purpose), ...parts]) : __("{0}: {1}", parts);
}

function when({ offset_value, offset_unit, direction }) {
	const value = flt(offset_value);
	if (offset_unit === "Percent") {
		return value === 100 ? __("When due") : __("At {0} %", [plain(value, value % 1 ? 2 : 0)]);
	}
	if (!value) return __("When due");
	return direction === "Before Due" ? __("{0} before due", [duration(value)]) : __("{0} after due", [duration(value)]);
}

function what({ action, role, user, webhook, by_email }) {
	switch (action) {
		case "Notify Owner":
			return by_email ? __("notify the owner on the desk and by e-mail") : __("notify the owner on the desk");
		case "Notify Manager":
			return by_email
				? __("notify the owner's manager on the desk and by e-mail")
				: __("notify the owner's manager on the desk");
		case "Notify Role":
			return by_email
				? __("notify everyone with the role {0} on the desk and by e-mail", [role ? __(role) : "…"])
				: __("notify everyone with the role {0} on the desk", [role ? __(role) : "…"]);
		case "Reassign":
			return __("give the lead to {0}", [user ? frappe.user.full_name(user) : "…"]);
		case "Raise Priority":
			return __("raise the priority of the lead");
		case "Call Webhook":
			return __("call the webhook {0}", [webhook || "…"]);
		default:
			return __("nothing yet: choose an action");
	}
}
