// One of a few choices as part of a dialog.

import { h } from "../../elements";
import { choices } from "../../lead/qualification/choices";

export class ChoicePart {
	constructor({ label, options, value, changed = () => {} }) {
		Object.assign(this, { label, options, value, changed });
		this.element = h("div", { class: "li-desk-part" });
		this.draw();
	}

	draw() {
		const { label, options, value } = this;
		this.element.replaceChildren(choices({ label, options, value, changed: (chosen) => this.choose(chosen) }));
	}

	choose(value) {
		this.value = value;
		this.changed();
	}

	read() {
		return this.value;
	}

	write(value) {
		if (this.options.some((option) => option.value === value)) this.value = value;
		this.draw();
		this.changed();
	}

	mistake() {
		return null;
	}

	focus() {
		this.element.querySelector("input:checked, input").focus();
	}
}
