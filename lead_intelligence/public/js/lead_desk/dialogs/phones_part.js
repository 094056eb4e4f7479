// The numbers of a lead. A click opens the phone and is recorded as an attempt; what came of it is asked below.

import { h, icon } from "../../elements";
import { post, Refusal } from "../../server";

export class PhonesPart {
	constructor(row) {
		this.row = row;
		// A call that was begun and not written down is a draft too.
		this.clicked_at = null;
		this.told = h("div", { class: "li-desk-told-call li-quiet", role: "status" });
		this.links = row.phones.map(({ number, link }) => this.link(number, link));
		this.element = h("div", { class: "li-desk-part li-desk-phones" }, this.links.length ? this.links : none(row), this.told);
	}

	/** A link and not a button: a browser opens the phone program for it at once, without asking for leave. */
	link(number, link) {
		return h("a", { class: "btn btn-primary li-desk-phone", href: link, onclick: () => this.begin(number) }, icon("es-line-call"), h("span", {}, __("Call {0}", [number])));
	}

	async begin(number) {
		this.say(__("Calling {0}", [number]));
		try {
			await post("response.call_attempt", { lead: this.row.lead });
			this.clicked_at = Date.now();
			this.element.dispatchEvent(new Event("change", { bubbles: true }));
			this.say(__("The attempt is recorded."));
		} catch (error) {
			// Without the server, the attempt is recorded together with what came of it.
			if (error instanceof Refusal && error.status < 500) this.say(error.message, true);
		}
	}

	say(words, is_problem = false) {
		this.told.replaceChildren(is_problem ? h("span", { class: "li-problem" }, words) : words);
	}

	read() {
		return this.clicked_at;
	}

	write(clicked_at) {
		this.clicked_at = clicked_at || null;
	}

	mistake() {
		return null;
	}

	focus() {
		this.links[0].focus();
	}

	get can_focus() {
		return this.links.length > 0;
	}
}

function none(row) {
	const form = h("a", { href: frappe.utils.get_form_link("Lead", row.lead) }, __("Open the Lead"));
	return h("p", { class: "li-quiet" }, __("No phone number is known."), " ", form);
}
