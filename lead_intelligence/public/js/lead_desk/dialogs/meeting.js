// A meeting that took place.

import { LONGEST_NOTES } from "./call";
import { PastPart } from "./past_part";
import { PlannedPart } from "./planned_part";
import { StepPart } from "./step_part";
import { TextPart } from "./text_part";
import { Window } from "./window";

export function meeting_dialog(row, desk) {
	const notes = new TextPart({ label: __("What came of it?"), rows: 4, most: LONGEST_NOTES, needed: __("Say what came of the meeting.") });
	const [at, planned, step] = [new PastPart(), new PlannedPart(row, ["Meeting"]), new StepPart()];
	const sent = () => ({
		method: "lead_desk_acts.meeting",
		what: __("Meeting"),
		words: notes.text,
		args: { lead: row.lead, notes: notes.text, at: at.at, step: step.step, done_step: planned.done },
	});
	const title = __("Meeting with {0}", [row.name]);
	return new Window({ row, desk, key: "meeting", title, primary: __("Record the Meeting"), parts: { notes, at, planned, step }, sent, done: () => __("The meeting is recorded.") }).open();
}
