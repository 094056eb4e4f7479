// "Call now": opens the phone link, records the attempt in the same click, and asks beside it whether somebody was reached.

import { h } from "../../elements";
import { post } from "../../server";

export class CallNow {
	/** `recorded` is called when something was recorded. */
	constructor(frm, recorded) {
		this.frm = frm;
		this.lead = frm.doc.name;
		this.recorded = recorded;
		this.question = h("div", { class: "li-call-question" });
		this.is_asking = false;
	}

	/** A link and not a button: a browser opens the phone program for it at once, without asking for leave. */
	button({ number, link }, classes) {
		return h("a", { class: classes, href: link, title: number, onclick: () => this.begin(number) }, __("Call Now"));
	}

	others(phones) {
		return phones.map(({ number, link }) => h("a", { class: "li-call-other", href: link, onclick: () => this.begin(number) }, number));
	}

	begin(number) {
		this.number = number;
		this.ask();
		return this.record();
	}

	async record() {
		this.told.textContent = __("Calling {0}", [this.number]);
		try {
			await post("response.call_attempt", { lead: this.lead });
		} catch (error) {
			return this.tell(__("The attempt could not be recorded. {0}", [error.message]), () => this.record(), __("Record It"));
		}
		this.told.textContent = __("The attempt is recorded.");
		this.recorded();
	}

	/** What is typed here stays while the panel around it is drawn anew. */
	ask() {
		this.is_asking = true;
		const name = this.frm.doc.lead_name || this.lead;
		this.note = h("input", { type: "text", class: "form-control input-sm", maxlength: 500, placeholder: __("Note (optional)"), "aria-label": __("Note (optional)") });
		this.told = h("div", { class: "li-quiet", role: "status" });
		this.yes = h("button", { type: "button", class: "btn btn-primary btn-sm li-call-reached", onclick: () => this.reached() }, __("Reached"));
		const no = h("button", { type: "button", class: "btn btn-default btn-sm li-call-missed", onclick: () => this.close() }, __("No Answer"));
		this.question.replaceChildren(
			h("div", { class: "li-call-words" }, h("strong", {}, __("Did you reach {0}?", [name])), this.told),
			this.note,
			h("div", { class: "li-call-answers" }, this.yes, no)
		);
		this.recorded.draw();
		this.yes.focus({ preventScroll: true });
	}

	async reached() {
		this.yes.disabled = true;
		try {
			await post("response.call_reached", { lead: this.lead, note: this.note.value.trim() || null });
		} catch (error) {
			this.yes.disabled = false;
			return this.tell(error.message);
		}
		this.close();
		frappe.show_alert({ message: __("The answer is recorded."), indicator: "green" });
		this.recorded(true);
	}

	close() {
		this.is_asking = false;
		this.question.replaceChildren();
		this.recorded.draw();
	}

	tell(words, again, label) {
		const retry = again && h("button", { type: "button", class: "btn btn-default btn-xs", onclick: again }, label);
		this.told.replaceChildren(h("span", { class: "li-clock-problem", role: "alert" }, words), ...(retry ? [" ", retry] : []));
	}
}
