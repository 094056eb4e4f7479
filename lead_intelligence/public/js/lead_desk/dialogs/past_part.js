// When something was done, where that was not just now.

import { h } from "../../elements";
import { for_server, now_of_user, read_typed, typed } from "./zones";

let made = 0;

export class PastPart {
	constructor() {
		const id = `li-desk-past-${++made}`;
		this.input = h("input", { id, type: "datetime-local", class: "form-control", max: typed(now_of_user()) });
		this.element = h("div", { class: "li-desk-part" }, h("label", { for: id }, __("When")), this.input, h("div", { class: "li-quiet" }, __("Empty: now.")));
	}

	/** As the server takes it; null for now. */
	get at() {
		const at = read_typed(this.input.value);
		return at && for_server(at);
	}

	read() {
		return this.input.value;
	}

	write(text) {
		this.input.value = text || "";
	}

	mistake() {
		if (this.input.validity.badInput) return __("Complete the date and the time.");
		const at = read_typed(this.input.value);
		return at && at.isAfter(now_of_user()) ? __("This moment has not come yet. Choose an earlier one, or leave it empty.") : null;
	}

	focus() {
		this.input.focus();
	}
}
