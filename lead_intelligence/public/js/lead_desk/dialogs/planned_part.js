// Whether what is recorded was what had been planned.

import { h } from "../../elements";
import { kind_name } from "../../lead/next_steps/kinds";
import { moment_text } from "../../lead/stage/when";

export class PlannedPart {
	/** `kinds`: of the steps that it can be. The one that the row is about comes first, else the one that is due first. */
	constructor(row, kinds) {
		const fitting = row.steps.filter((step) => kinds.includes(step.kind));
		this.step = fitting.find((step) => step.name === row.todo.step) || fitting[0] || null;
		this.is_decided = false;
		this.input = h("input", { type: "checkbox", onchange: () => (this.is_decided = true) });
		this.is_due = Boolean(this.step) && this.step.name === row.todo.step;
		this.input.checked = this.is_due;
		this.element = this.step && h("label", { class: "li-desk-part li-desk-check" }, this.input, h("span", {}, __("This was the planned step: {0}", [step_text(this.step)])));
	}

	/** What is likely, until somebody says so: a call that reached nobody has not done what was planned, unless it is planned anew. */
	suggest(may_be_done) {
		if (!this.is_decided) this.input.checked = this.is_due && may_be_done;
	}

	/** The name of the step that is done; null where none is. */
	get done() {
		return this.step && this.input.checked ? this.step.name : null;
	}

	read() {
		return this.input.checked;
	}

	write(is_done) {
		this.input.checked = Boolean(is_done);
	}

	mistake() {
		return null;
	}
}

/** "Call, tomorrow at 09:00 (Ask for Bob)". */
export function step_text({ kind, due_at, note }) {
	const words = `${kind_name(kind)}, ${moment_text(due_at)}`;
	return note ? `${words} (${note})` : words;
}
