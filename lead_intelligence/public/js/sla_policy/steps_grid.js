// The table of escalation steps: the sentence of each follows what is entered.

import { say_step } from "./store";

const STEP = "Lead SLA Escalation";
export const spoken_fields = ["purpose", "offset_value", "offset_unit", "direction", "action", "role", "user", "webhook", "by_email"];

const timers = {};

/** Says the step anew, a moment after its last change; `then` is called when it was said. */
export function say_soon(name, then) {
	clearTimeout(timers[name]);
	timers[name] = setTimeout(() => say(name).then(then), 400);
}

async function say(name) {
	const row = locals[STEP] && locals[STEP][name];
	if (!row || row.docstatus) return;
	const answer = await say_step(row);
	if (!answer || !locals[STEP][name]) return;
	const sentence = answer.problems.length ? answer.problems.join(" ") : answer.sentence;
	if (sentence !== row.step_text) frappe.model.set_value(STEP, name, "step_text", sentence);
}
