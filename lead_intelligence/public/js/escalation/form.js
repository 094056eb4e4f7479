// The form of an escalation, which nobody edits: in one line what was to be done and what came of it.

import { show_about_lead, show_state } from "../about_lead";
import { moment_text } from "../lead/stage/when";
import { shown_state } from "./state";

export const escalation_events = {
	refresh(frm) {
		show_about_lead(frm);
		show_state(frm, shown_state(frm.doc), summary(frm.doc));
	},
};

function summary({ step, action, sentence, state, attempts, next_attempt_at }) {
	const came = [sentence];
	if (state === "Waiting") {
		came.push(attempts && next_attempt_at ? __("It is tried again {0}.", [moment_text(next_attempt_at)]) : __("It is done within the next minutes."));
	}
	return [`${step || __(action)}.`, ...came].filter(Boolean).join(" ");
}
