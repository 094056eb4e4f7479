// A call: the number, what came of it, notes, what was found out and what comes next, in one dialog.

import { AnswersPart } from "./answers_part";
import { OutcomePart, REACHED } from "./outcome_part";
import { PhonesPart } from "./phones_part";
import { PlannedPart } from "./planned_part";
import { StepPart } from "./step_part";
import { TextPart } from "./text_part";
import { Window } from "./window";

export const LONGEST_NOTES = 2000;

export function call_dialog(row, desk) {
	const is_done = () => planned.suggest(!outcome.value || outcome.value === REACHED || Boolean(step.step));
	const outcome = new OutcomePart(() => {
		answers.element.hidden = outcome.value !== REACHED;
		is_done();
	});
	const notes = new TextPart({ label: __("Notes"), rows: 3, most: LONGEST_NOTES });
	const answers = new AnswersPart(row.lead);
	const [phones, step, planned] = [new PhonesPart(row), new StepPart({ changed: is_done }), new PlannedPart(row, ["Call"])];
	answers.element.hidden = true;
	const sent = () => ({
		method: "lead_desk_acts.call",
		what: __("Call: {0}", [outcome.words]),
		words: notes.text,
		args: {
			lead: row.lead,
			outcome: outcome.value,
			notes: notes.text,
			answers: outcome.value === REACHED && answers.answers.length ? answers.answers : null,
			step: step.step,
			done_step: planned.done,
		},
	});
	const keys = ({ key }) => {
		if (!outcome.press(key)) return false;
		notes.focus();
		return true;
	};
	const parts = { phones, outcome, notes, answers, planned, step };
	const title = __("Call {0}", [row.name]);
	return new Window({ row, desk, key: "call", title, primary: __("Record the Call"), parts, sent, keys, done: () => __("The call is recorded: {0}.", [outcome.words]) }).open();
}
