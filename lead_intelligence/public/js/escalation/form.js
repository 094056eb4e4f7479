// The form of an escalation, which nobody edits: in one line what was to be done and what came of it.

import { moment_text } from "../lead/stage/when";
import { shown_state } from "./state";

export const escalation_events = {
	refresh(frm) {
		frm.disable_save();
		const { words, colour } = shown_state(frm.doc);
		frm.page.set_indicator(words, colour);
		frm.set_intro("");
		frm.set_intro(frappe.utils.escape_html(summary(frm.doc)), colour === "gray" ? "blue" : colour);
		if (frm.doc.lead) frm.add_custom_button(__("Open the Lead"), () => frappe.set_route("Form", "Lead", frm.doc.lead));
	},
};

function summary({ step, action, sentence, state, attempts, next_attempt_at }) {
	const came = [sentence];
	if (state === "Waiting") {
		came.push(attempts && next_attempt_at ? __("It is tried again {0}.", [moment_text(next_attempt_at)]) : __("It is done within the next minutes."));
	}
	return [`${step || __(action)}.`, ...came].filter(Boolean).join(" ");
}
