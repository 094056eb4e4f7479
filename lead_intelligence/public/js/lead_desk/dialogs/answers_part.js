// What was found out, by the frameworks of qualification: asked for when it is opened, as most calls find out nothing.

import { h } from "../../elements";
import { Asked } from "../../lead/qualification/asked";
import { button } from "../../preview/block";
import { ask } from "../../server";

export class AnswersPart {
	/** `needed`: the sentence where nothing is answered, for what cannot be without it; it is open then. */
	constructor(lead, { needed = null } = {}) {
		this.lead = lead;
		this.needed = needed;
		this.asked = null;
		this.values = {};
		this.content = h("div", { class: "li-call-questions-place" });
		this.fold = needed ? null : h("details", { class: "li-desk-part li-desk-fold", ontoggle: () => this.fold.open && this.load() }, h("summary", {}, __("What You Found Out")), this.content);
		this.element = this.fold || h("div", { class: "li-desk-part" }, this.content);
		if (needed) this.load();
	}

	load() {
		if (!this.asked) this.loading ??= this.ask_for_them().finally(() => (this.loading = null));
		return this.loading;
	}

	async ask_for_them() {
		this.content.replaceChildren(h("p", { class: "li-quiet", role: "status" }, __("Loading the questions")));
		try {
			const { frameworks } = await ask("qualification.sheet", { lead: this.lead });
			this.show(frameworks);
		} catch (error) {
			const why = error instanceof TypeError ? __("The server cannot be reached.") : error.message;
			this.content.replaceChildren(h("p", { class: "li-problem", role: "alert" }, why, " ", button(__("Try Again"), () => this.load())));
		}
	}

	show(frameworks) {
		if (!frameworks.length) return this.content.replaceChildren(h("p", { class: "li-quiet" }, __("No framework of qualification is in use.")));
		this.asked = new Asked(frameworks, { values: this.values, changed: () => this.element.dispatchEvent(new Event("change", { bubbles: true })) });
		this.content.replaceChildren(this.asked.element);
	}

	/** As the server takes them. */
	get answers() {
		return this.asked ? this.asked.answers() : [];
	}

	read() {
		return this.asked ? this.asked.read() : this.values;
	}

	write(values) {
		this.values = values || {};
		this.asked = null;
		const is_open = Object.keys(this.values).length > 0;
		if (this.fold) this.fold.open = is_open;
		if (this.needed || is_open) this.load();
	}

	mistake() {
		if (!this.asked && Object.keys(this.values).length) return __("The questions are not loaded yet, so your answers would be left out. Try again.");
		return this.needed && !this.answers.length ? this.needed : null;
	}

	focus() {
		(this.content.querySelector("input, button") || this.fold?.querySelector("summary"))?.focus();
	}
}
