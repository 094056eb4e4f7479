// The leads that wait for an owner, to be given to somebody.

import { h } from "../elements";
import { learn_colours } from "../lead/grade_colours";
import { moment_text } from "../lead/stage/when";
import { button } from "../preview/block";
import { keeping_focus } from "./focus";
import { LeadRows } from "./lead_rows";
import { waiting_of } from "./store";
import { cause_text, standing } from "./words";

export class Waiting {
	/** `about()`: which company; `reassign(leads)` opens the dialog. */
	constructor(about, reassign) {
		this.about = about;
		this.start = 0;
		this.give = button(__("Reassign"), () => reassign(this.rows.names), "primary", { disabled: true, "data-li-focus": "reassign" });
		this.rows = new LeadRows(__("Leads that wait for an owner"), COLUMNS, (names) => {
			this.give.disabled = !names.length;
		});
		this.content = h("div", {});
		learn_colours(() => this.leads && this.draw(this.leads));
	}

	forget() {
		this.start = 0;
		this.rows.forget();
	}

	async refresh() {
		const request = (this.request = {});
		const found = await waiting_of({ ...this.about(), start: this.start });
		// Another page or company may have been asked for while this answer was under way.
		if (request !== this.request) return;
		// The page that was shown may have no lead any more.
		if (!found.leads.length && this.start) {
			this.start = 0;
			return this.refresh();
		}
		this.next = found.next;
		this.draw(found.leads);
	}

	draw(leads) {
		this.leads = leads;
		keeping_focus(this.content, () => this.content.replaceChildren(...this.drawn(leads)));
	}

	drawn(leads) {
		if (leads.length) {
			const table = this.rows.draw(leads);
			this.rows.tell();
			return [table, h("div", { class: "li-choose-foot" }, this.give, this.pages())];
		}
		this.rows.forget();
		return [h("p", { class: "li-quiet" }, __("No lead waits for an owner."))];
	}

	pages() {
		if (!this.start && this.next === null) return null;
		const go = (start) => {
			this.start = start;
			this.rows.forget();
			this.refresh().catch((error) => this.content.prepend(h("p", { role: "alert" }, error.message)));
		};
		return h(
			"span",
			{ class: "li-pages" },
			button(__("Previous"), () => go(Math.max(0, this.start - PAGE)), "default", { disabled: !this.start }),
			button(__("Next"), () => go(this.next), "default", { disabled: this.next === null })
		);
	}
}

const PAGE = 50;

const COLUMNS = [
	{ label: __("State"), of: state },
	{ label: __("Since"), of: ({ asked_at }) => moment_text(asked_at) },
	{ label: __("Because"), of: because },
	{ label: __("Owner"), of: ({ lead_owner }) => (lead_owner ? frappe.user.full_name(lead_owner) : h("span", { class: "li-quiet" }, __("nobody"))) },
];

function state(lead) {
	const { words, colour, why } = standing(lead);
	return [h("span", { class: `indicator-pill ${colour} no-indicator-dot` }, words), why && h("span", { class: "li-below li-quiet" }, strip_html(why))];
}

function because({ cause, cause_detail }) {
	return [cause_text(cause), cause_detail && h("span", { class: "li-below li-quiet" }, cause_detail)];
}
