// A lead is put aside on one's own desk until a moment.

import { moment_text } from "../../lead/stage/when";
import { LONG, MomentPart } from "./moment_part";
import { TextPart } from "./text_part";
import { Window } from "./window";

const LONGEST_NOTE = 500;

export function snooze_dialog(row, desk) {
	const until = new MomentPart({ label: __("Until When?"), choices: LONG, needed: __("Choose until when.") });
	const note = new TextPart({ label: __("Note"), rows: 1, most: LONGEST_NOTE, hint: __("What is urgent or new is shown all the same.") });
	const sent = () => ({
		method: "next_step.snooze",
		what: __("Snooze"),
		words: note.text,
		args: { lead: row.lead, until: until.at, note: note.text },
	});
	const title = __("Snooze {0}", [row.name]);
	return new Window({ row, desk, key: "snooze", title, primary: __("Snooze"), parts: { until, note }, sent, done: ({ due_at }) => __("{0} comes back {1}.", [row.name, moment_text(due_at)]) }).open();
}
