// What is planned next with a lead, as part of a dialog.

import { h } from "../../elements";
import { kind_choices } from "../../lead/next_steps/kinds";
import { choices } from "../../lead/qualification/choices";
import { MomentPart, SOON } from "./moment_part";
import { TextPart } from "./text_part";

const LONGEST_NOTE = 500;

export class StepPart {
	/** `needed`: the sentence where nothing is planned, for what cannot be without it. `changed` is called when somebody plans something, or nothing
	 * any more. */
	constructor({ label = __("Next Step"), kind = "Call", needed = null, choose_from = SOON, changed = () => {} } = {}) {
		this.changed = changed;
		this.kind = this.usual = kind;
		this.when = new MomentPart({ label, choices: choose_from, needed, changed: () => this.planned() });
		this.note = new TextPart({ label: __("Note on the Step"), rows: 1, most: LONGEST_NOTE });
		this.kinds = h("div", { class: "li-desk-part" });
		this.more = h("div", { class: "li-desk-step-more" }, this.kinds, this.note.element, !needed && this.without());
		this.element = h("div", { class: "li-desk-step" }, this.when.element, this.more);
		this.draw_kinds();
		this.is_needed = Boolean(needed);
		this.show_more();
	}

	draw_kinds() {
		this.kinds.replaceChildren(choices({ label: __("What Is Planned"), options: kind_choices(), value: this.kind, changed: (kind) => (this.kind = kind) }));
	}

	without() {
		return h("button", { type: "button", class: "btn btn-default btn-sm", onclick: () => this.clear() }, __("No Next Step"));
	}

	planned() {
		this.show_more();
		this.changed();
	}

	clear() {
		this.write({});
		this.changed();
		this.when.focus();
		this.element.dispatchEvent(new Event("change", { bubbles: true }));
	}

	show_more() {
		this.more.hidden = !this.is_needed && this.when.is_empty;
	}

	/** As the server takes it; null where nothing is planned. */
	get step() {
		const due_at = this.when.at;
		return due_at && { kind: this.kind, due_at, note: this.note.text };
	}

	read() {
		return { at: this.when.read(), kind: this.kind, note: this.note.read() };
	}

	write({ at, kind, note }) {
		this.when.write(at);
		this.note.write(note);
		this.kind = kind_choices().some(({ value }) => value === kind) ? kind : this.usual;
		this.draw_kinds();
		this.show_more();
	}

	mistake() {
		return this.when.mistake();
	}

	focus() {
		this.when.focus();
	}
}
