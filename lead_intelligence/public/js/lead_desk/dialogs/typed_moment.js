// A moment that is typed, as part of a dialog.

import { for_server, read_typed } from "./zones";

export class TypedMoment {
	/** `input`: of type datetime-local. */
	constructor(input) {
		this.input = input;
	}

	/** As the server takes it; null where there is none. */
	get at() {
		const { moment } = this;
		return moment && for_server(moment);
	}

	get moment() {
		return read_typed(this.input.value);
	}

	read() {
		return this.input.value;
	}

	write(text) {
		this.input.value = text || "";
	}

	mistake() {
		// What is typed by half has no value in a browser.
		return this.input.validity.badInput ? __("Complete the date and the time.") : null;
	}

	focus() {
		this.input.focus();
	}
}
