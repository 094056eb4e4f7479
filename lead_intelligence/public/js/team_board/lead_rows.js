// Leads to choose from: a table with a box before each, kept in mind while the table is drawn anew.

import { h } from "../elements";
import { score_text } from "../lead/figures";
import { colour_of } from "../lead/grade_colours";
import { grade_pill } from "../lead/grade_pill";
import { clock_html } from "../lead/stage/list_pill";
import { stacking_table } from "../preview/block";

export class LeadRows {
	/** `more`: further columns, [{ label, of(lead) }]. `changed` is called when other leads are chosen. */
	constructor(caption, more, changed) {
		Object.assign(this, { caption, more, changed, chosen: new Set(), leads: [] });
	}

	get names() {
		return this.leads.map(({ lead }) => lead).filter((name) => this.chosen.has(name));
	}

	forget() {
		this.chosen.clear();
	}

	/** `leads`: each with its name under `lead`. */
	draw(leads) {
		this.leads = leads;
		const columns = [{ label: __("Lead") }, { label: __("Grade") }, { label: __("Due") }, ...this.more.map(({ label }) => ({ label }))];
		const rows = leads.map((lead) => [this.called(lead), grade(lead), due(lead), ...this.more.map(({ of }) => of(lead))]);
		this.table = stacking_table("li-choose-table", columns, rows, this.caption);
		this.table.querySelector("thead th").prepend(this.all_box(), " ");
		return this.table;
	}

	called(lead) {
		const { company_name, lead_name } = lead;
		return h(
			"span",
			{ class: "li-choose" },
			this.box(lead),
			h(
				"span",
				{},
				h("a", { href: frappe.utils.get_form_link("Lead", lead.lead) }, lead_name || lead.lead),
				company_name && company_name !== lead_name && h("span", { class: "li-below li-quiet" }, company_name)
			)
		);
	}

	box({ lead, lead_name }) {
		const label = __("Choose {0}", [lead_name || lead]);
		const onchange = (event) => {
			event.target.checked ? this.chosen.add(lead) : this.chosen.delete(lead);
			this.tell();
		};
		return h("input", { type: "checkbox", "aria-label": label, checked: this.chosen.has(lead), onchange, "data-li-focus": `box ${lead}` });
	}

	all_box() {
		const onchange = (event) => {
			for (const { lead } of this.leads) event.target.checked ? this.chosen.add(lead) : this.chosen.delete(lead);
			for (const box of this.table.querySelectorAll("tbody input")) box.checked = event.target.checked;
			this.tell();
		};
		const checked = this.leads.length > 0 && this.names.length === this.leads.length;
		return h("input", { type: "checkbox", "aria-label": __("Choose All"), checked, onchange, "data-li-focus": "box of all" });
	}

	tell() {
		this.changed(this.names);
		const all = this.table.querySelector("thead input");
		all.checked = this.names.length === this.leads.length;
		all.indeterminate = !all.checked && this.names.length > 0;
	}
}

function grade({ li_grade, li_scoring_model, li_score }) {
	if (!li_grade) return "";
	const score = li_score === undefined || li_score === null ? null : h("span", { class: "li-number li-quiet" }, " ", score_text(li_score));
	return [grade_pill(li_grade, colour_of(li_scoring_model, li_grade)), score];
}

function due(lead) {
	const holder = h("span", {});
	holder.innerHTML = clock_html(lead);
	return holder.firstElementChild || "";
}
