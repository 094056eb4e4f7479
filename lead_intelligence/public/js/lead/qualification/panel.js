// What is known of a lead by the frameworks of qualification, on its form.

import { h } from "../../elements";
import { ask } from "../../server";
import { message } from "../without_score";
import { call_dialog } from "./call_dialog";
import { earlier_row, question_row } from "./row";

const FRAMEWORK = "Lead Qualification Framework";

export class QualificationPanel {
	/** `changed` is called when something was recorded. */
	constructor(frm, changed) {
		this.frm = frm;
		this.changed = changed;
		this.lead = null;
		this.forget();
		this.root = h("section", { class: "li-qualification", "aria-label": __("Qualification") });
		frm.fields_dict.li_qualification_panel.$wrapper.empty().append(this.root);
	}

	/** Which answers are being edited, and which guides are open. */
	forget() {
		this.editors = new Map();
		this.guides = new Set();
	}

	async refresh() {
		const lead = this.frm.is_new() ? null : this.frm.doc.name;
		if (lead === null || lead !== this.lead) {
			this.forget();
			this.draw(lead === null ? message(__("The questions appear here once the lead is saved.")) : loading());
		}
		this.lead = lead;
		if (lead === null) return;
		const request = (this.request = ask("qualification.sheet", { lead }));
		let content;
		try {
			const sheet = await request;
			content = () => this.content(sheet);
		} catch (error) {
			content = () => this.failed(error.message);
		}
		// Another lead may have been opened, or the same one saved, while this answer was under way.
		if (request === this.request && lead === this.lead) this.draw(content());
	}

	draw(...content) {
		const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
		this.root.replaceChildren(...content.flat(Infinity).filter(Boolean));
		if (focused && focused.isConnected) focused.focus();
	}

	failed(reason) {
		const again = h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => this.refresh() }, __("Try Again"));
		return message(__("The qualification could not be loaded."), reason, again);
	}

	content(sheet) {
		this.may_write = sheet.may_write;
		if (!sheet.frameworks.length && !sheet.earlier.length) return nothing_asked();
		return [
			sheet.may_write && sheet.may_call && sheet.frameworks.length > 0 && this.head(sheet),
			sheet.frameworks.map((framework) => this.framework(framework)),
			sheet.earlier.length > 0 && this.earlier(sheet.earlier),
		];
	}

	head(sheet) {
		const start = () => call_dialog(this.lead, sheet.frameworks, (words) => this.recorded(words));
		return h(
			"div",
			{ class: "li-qualification-head" },
			h("button", { type: "button", class: "btn btn-default btn-sm li-discovery-call", onclick: start }, __("Discovery Call…"))
		);
	}

	framework(framework) {
		const known = framework.questions.filter(({ current }) => current && current.answer).length;
		const count = __("{0} of {1} known", [known, framework.questions.length]);
		return h(
			"div",
			{ class: "li-framework" },
			h("h6", {}, h("span", { title: framework.description }, framework.label), h("span", { class: "li-quiet" }, count)),
			h("ul", {}, framework.questions.map((question) => question_row(this, framework, question)))
		);
	}

	earlier(questions) {
		return h(
			"details",
			{ class: "li-framework li-no-longer-asked" },
			h("summary", {}, __("No longer asked"), " ", h("span", { class: "li-quiet" }, questions.length)),
			h("ul", {}, questions.map((question) => earlier_row(this.lead, question)))
		);
	}

	recorded(words) {
		frappe.show_alert({ message: frappe.utils.escape_html(words), indicator: "green" });
		this.changed();
	}
}

function loading() {
	const bars = [1, 2, 3].map(() => h("div", { class: "li-skeleton-bar" }));
	return h("div", { class: "li-skeleton", role: "status", "aria-label": __("Loading the qualification") }, h("div", { class: "li-skeleton-bars" }, bars));
}

function nothing_asked() {
	const see = frappe.model.can_write(FRAMEWORK)
		? h("button", { type: "button", class: "btn btn-xs btn-default", onclick: () => frappe.set_route("List", FRAMEWORK) }, __("See the Frameworks"))
		: __("Ask a sales manager to enable one.");
	return message(__("No framework of qualification is in use."), see);
}
