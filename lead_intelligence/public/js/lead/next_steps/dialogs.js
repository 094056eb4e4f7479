// To plan a step, and to move it. When the server refuses, the dialog stays with all that was typed.

import { call } from "../../server";
import { open_dialog } from "../stage/dialog";
import { kind_choices } from "./kinds";

export function plan_step(lead, changed) {
	// Sent twice, by an impatient finger or a bad line, it counts once.
	const form = frappe.utils.get_random(20);
	const fields = [
		{ fieldname: "kind", fieldtype: "Select", label: __("Kind"), reqd: 1, options: kind_choices(), default: "Call" },
		{ fieldname: "due_at", fieldtype: "Datetime", label: __("When"), reqd: 1 },
		{ fieldname: "note", fieldtype: "Small Text", label: __("Note"), description: __("Up to 500 characters."), max_height: "90px" },
	];
	return open_dialog({ title: __("Plan a Step"), primary: __("Plan") }, fields, null, async (values) => {
		const answer = await call("next_step.plan", { lead, form, ...values });
		if (!answer) return false;
		changed(__("The step is planned."));
		return true;
	});
}

export function move_step(step, changed) {
	const fields = [{ fieldname: "due_at", fieldtype: "Datetime", label: __("When"), reqd: 1, default: step.due_at }];
	return open_dialog({ title: __("Move the Step"), primary: __("Move") }, fields, null, async ({ due_at }) => {
		const answer = await call("next_step.move", { step: step.name, due_at });
		if (!answer) return false;
		changed(__("The step is moved."));
		return true;
	});
}
