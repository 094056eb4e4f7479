// What was done, and what has changed by itself: one line, said to those who listen, with a way back where there is one.

import { h } from "../elements";
import { button } from "../preview/block";

const FOR = 20 * 1000;

export class Telling {
	constructor() {
		this.said = h("div", { class: "sr-only", role: "status", "aria-live": "polite" });
		this.shown = h("div", { class: "li-desk-told" });
		this.element = h("div", {}, this.said, this.shown);
		this.way_back = null;
	}

	say(words) {
		if (words) this.said.textContent = words;
	}

	/** `undo` gives a promise, or is null. */
	done(words, undo = null) {
		this.forget();
		if (!words) return;
		this.say(words);
		if (!undo) return frappe.show_alert({ message: frappe.utils.escape_html(words), indicator: "green" });
		this.way_back = undo;
		this.shown.replaceChildren(h("span", {}, words), button(__("Undo"), () => this.undo(), "default", { "aria-keyshortcuts": "u", title: "U" }));
		this.timer = setTimeout(() => this.forget(), FOR);
	}

	/** Whether there was something to undo. */
	undo() {
		const { way_back } = this;
		if (!way_back) return false;
		this.forget();
		way_back().then(
			() => this.say(__("Undone.")),
			(error) => frappe.show_alert({ message: frappe.utils.escape_html(error.message), indicator: "red" })
		);
		return true;
	}

	forget() {
		clearTimeout(this.timer);
		this.way_back = null;
		this.shown.replaceChildren();
	}
}
