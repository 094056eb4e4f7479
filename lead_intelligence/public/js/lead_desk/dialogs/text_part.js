// A text as part of a dialog.

import { h } from "../../elements";

let made = 0;

export class TextPart {
	/** `needed`: the sentence where it is empty, for what cannot be without it. */
	constructor({ label, hint, rows = 3, most, needed = null }) {
		const id = `li-desk-text-${++made}`;
		const is_line = rows === 1;
		const attributes = { id, class: "form-control", maxlength: most, "aria-required": needed ? "true" : null, "aria-describedby": hint ? `${id}-hint` : null };
		this.needed = needed;
		this.input = is_line ? h("input", { type: "text", ...attributes }) : h("textarea", { rows, ...attributes });
		this.element = h("div", { class: "li-desk-part" }, h("label", { for: id }, label), this.input, hint && h("div", { id: `${id}-hint`, class: "li-quiet" }, hint));
	}

	get text() {
		return this.input.value.trim() || null;
	}

	read() {
		return this.input.value;
	}

	write(text) {
		this.input.value = text || "";
	}

	mistake() {
		return this.needed && !this.text ? this.needed : null;
	}

	focus() {
		this.input.focus();
	}
}
