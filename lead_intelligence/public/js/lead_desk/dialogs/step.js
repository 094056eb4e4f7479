// The next step with a lead is planned, and what was planned is done.

import { kind_name } from "../../lead/next_steps/kinds";
import { moment_text } from "../../lead/stage/when";
import { ChoicePart } from "./choice_part";
import { LONG, MomentPart } from "./moment_part";
import { step_text } from "./planned_part";
import { StepPart } from "./step_part";
import { Window } from "./window";

export function step_dialog(row, desk) {
	const step = new StepPart({ label: __("When?"), needed: __("Choose when."), choose_from: LONG });
	const sent = () => ({
		method: "next_step.plan",
		what: __("Next step: {0}", [kind_name(step.kind)]),
		words: step.note.text,
		args: { lead: row.lead, ...step.step },
	});
	const done = ({ due_at }) => __("{0} is planned for {1}.", [kind_name(step.kind), moment_text(due_at)]);
	const title = __("Next Step with {0}", [row.name]);
	return new Window({ row, desk, key: "step", title, primary: __("Plan It"), parts: { step }, sent, done }).open();
}

const DONE = "done";
const DROPPED = "dropped";
const MOVED = "moved";

export function done_dialog(row, desk) {
	const steps = row.steps.map((step) => ({ value: step.name, label: step_text(step) }));
	const about = steps.find(({ value }) => value === row.todo.step) || steps[0];
	const which = new ChoicePart({ label: __("Which Step?"), options: steps, value: about.value });
	const options = [
		{ value: DONE, label: __("It is done") },
		{ value: MOVED, label: __("Another time") },
		{ value: DROPPED, label: __("Not needed any more") },
	];
	const how = new ChoicePart({ label: __("What became of it?"), options, value: DONE, changed: () => (when.element.hidden = how.value !== MOVED) });
	const when = new MomentPart({ label: __("When?"), choices: LONG, needed: __("Choose when.") });
	when.element.hidden = true;
	const sent = () => {
		const what = steps.find(({ value }) => value === which.value).label;
		if (how.value === MOVED) return { method: "next_step.move", what, args: { step: which.value, due_at: when.at } };
		return { method: "next_step.close", what, args: { step: which.value, done: how.value === DONE ? 1 : 0 } };
	};
	const done = () => ({ [DONE]: __("The step is done."), [MOVED]: __("The step is moved."), [DROPPED]: __("The step is dropped.") })[how.value];
	const title = __("Planned with {0}", [row.name]);
	return new Window({ row, desk, key: "done", title, primary: __("Record It"), parts: { which, how, when }, sent, done }).open();
}
