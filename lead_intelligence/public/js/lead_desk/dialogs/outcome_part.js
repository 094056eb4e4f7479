// What came of a call: one of five, by a thumb or by the keys 1 to 5.

import { h } from "../../elements";

export const REACHED = "Reached";
const OUTCOMES = {
	[REACHED]: () => __("Reached"),
	"No Answer": () => __("No Answer"),
	Voicemail: () => __("Voicemail"),
	Busy: () => __("Busy"),
	"Wrong Number": () => __("Wrong Number"),
};

let made = 0;

export class OutcomePart {
	/** `changed` is called when another is chosen. */
	constructor(changed) {
		this.changed = changed;
		const name = `li-desk-outcome-${++made}`;
		this.inputs = Object.keys(OUTCOMES).map((value) => h("input", { type: "radio", name, value, onchange: () => this.changed() }));
		const picks = this.inputs.map((input, place) =>
			h("label", { class: "li-desk-outcome" }, input, h("span", {}, h("kbd", { "aria-hidden": "true" }, String(place + 1)), OUTCOMES[input.value]()))
		);
		this.element = h("fieldset", { class: "li-desk-part" }, h("legend", {}, __("What came of it?")), h("div", { class: "li-desk-outcomes" }, picks));
	}

	/** The keys count wherever no text is typed in the dialog. Says whether the key was one of them. */
	press(key) {
		const input = this.inputs[Number(key) - 1];
		if (!input) return false;
		input.checked = true;
		input.dispatchEvent(new Event("change", { bubbles: true }));
		return true;
	}

	get value() {
		return this.read() || null;
	}

	get words() {
		return this.value ? OUTCOMES[this.value]() : "";
	}

	read() {
		const chosen = this.inputs.find((input) => input.checked);
		return chosen ? chosen.value : "";
	}

	write(value) {
		for (const input of this.inputs) input.checked = input.value === value;
		this.changed();
	}

	mistake() {
		return this.value ? null : __("Choose what came of the call.");
	}

	focus() {
		this.inputs[0].focus();
	}
}
