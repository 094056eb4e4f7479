// One step: what, when and by whom it was planned, and what can be done with it.

import { h, icon } from "../../elements";
import { post } from "../../server";
import { moment_text, seconds_until } from "../stage/when";
import { move_step } from "./dialogs";
import { kind_name, PICTURES } from "./kinds";

export class StepLine {
	/** `changed`: called with words once something was done; false where nothing may be done. */
	constructor(step, changed) {
		this.step = step;
		this.changed = changed;
		this.when = h("span", { class: "li-next-step-when" });
		this.problem = h("div", { class: "li-clock-problem", role: "alert" });
		this.root = h(
			"li",
			{ class: "li-next-step", "data-step": step.name },
			h("span", { class: "li-next-step-picture" }, icon(PICTURES[step.kind] || PICTURES.Other, "sm")),
			h("div", { class: "li-next-step-words" }, h("div", {}, h("strong", {}, kind_name(step.kind)), " ", this.when), step.note && h("div", { class: "li-next-step-note" }, step.note), about(step)),
			changed && this.buttons(),
			this.problem
		);
		this.tick();
	}

	tick() {
		const at = moment_text(this.step.due_at);
		const is_due = seconds_until(this.step.due_at) <= 0;
		this.root.toggleAttribute("data-due", is_due);
		this.when.textContent = is_due ? __("due {0}", [at]) : at;
	}

	buttons() {
		const { record } = this.step;
		// An event or a task is moved where it is.
		const move = record ? () => frappe.set_route("Form", record.doctype, record.name) : () => move_step(this.step, this.changed);
		return h(
			"div",
			{ class: "li-next-step-acts" },
			this.button(__("Done"), "btn-default li-next-step-done", () => this.close(true)),
			this.button(record ? __("Open") : __("Move…"), "btn-link li-next-step-move", move),
			this.button(__("Drop"), "btn-link li-next-step-drop", () => this.close(false))
		);
	}

	button(words, style, onclick) {
		const label = __("{0}: {1}", [words, `${kind_name(this.step.kind)}, ${moment_text(this.step.due_at)}`]);
		return h("button", { type: "button", class: `btn btn-xs ${style}`, "aria-label": label, onclick }, words);
	}

	async close(done) {
		const buttons = this.root.querySelectorAll("button");
		buttons.forEach((button) => (button.disabled = true));
		try {
			await post("next_step.close", { step: this.step.name, done });
		} catch (error) {
			this.problem.textContent = error.message;
			buttons.forEach((button) => (button.disabled = false));
			return;
		}
		this.changed(done ? __("The step is done.") : __("The step is dropped."));
	}
}

function about({ by, record }) {
	const words = [by && __("Planned by {0}", [by]), record && __(record.doctype)].filter(Boolean);
	return words.length > 0 && h("div", { class: "li-quiet" }, words.join(" · "));
}
