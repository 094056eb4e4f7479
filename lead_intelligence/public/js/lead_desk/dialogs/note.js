// A note on a lead, and what was sent to it in another program.

import { LONGEST_NOTES } from "./call";
import { ChoicePart } from "./choice_part";
import { PastPart } from "./past_part";
import { PlannedPart } from "./planned_part";
import { StepPart } from "./step_part";
import { TextPart } from "./text_part";
import { Window } from "./window";

export function note_dialog(row, desk) {
	const notes = new TextPart({ label: __("Note"), rows: 4, most: LONGEST_NOTES, needed: __("Write the note first.") });
	const sent = () => ({ method: "lead_desk_acts.note", what: __("Note"), words: notes.text, args: { lead: row.lead, notes: notes.text } });
	const title = __("Note on {0}", [row.name]);
	return new Window({ row, desk, key: "note", title, primary: __("Keep the Note"), parts: { notes }, sent, done: () => __("The note is recorded.") }).open();
}

/** `channel`: E-Mail or Message. `before` stands above what is asked. */
export function message_dialog(row, desk, { channel = "Message", before = null } = {}) {
	const options = [
		{ value: "Message", label: __("Message") },
		{ value: "E-Mail", label: __("E-Mail") },
	];
	const way = new ChoicePart({ label: __("How"), options, value: channel });
	const notes = new TextPart({ label: __("What did you write?"), rows: 4, most: LONGEST_NOTES, needed: __("Say what you wrote.") });
	const [at, planned, step] = [new PastPart(), new PlannedPart(row, ["Message", "E-Mail"]), new StepPart()];
	const sent = () => ({
		method: "lead_desk_acts.message",
		what: way.value === "E-Mail" ? __("E-Mail") : __("Message"),
		words: notes.text,
		args: { lead: row.lead, channel: way.value, notes: notes.text, at: at.at, step: step.step, done_step: planned.done },
	});
	const title = __("Message to {0}", [row.name]);
	const key = `message ${channel}`;
	return new Window({ row, desk, key, title, primary: __("Record It"), before, parts: { way, notes, at, planned, step }, sent, done: () => __("The message is recorded.") }).open();
}
