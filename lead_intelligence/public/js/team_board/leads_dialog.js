// The open leads of a rep, or of nobody, to look at and to give to somebody else.

import { h } from "../elements";
import { learn_colours } from "../lead/grade_colours";
import { stage_name } from "../lead/stage/names";
import { button } from "../preview/block";
import { paged } from "../preview/paged";
import { LeadRows } from "./lead_rows";
import { leads_of } from "./store";

const PAGE = 50;
const COLUMNS = [
	{ label: __("Stage"), of: ({ li_stage }) => (li_stage ? stage_name(li_stage) : "") },
	{ label: __("Status"), of: ({ status }) => __(status) },
];

/** `whose`: { user, name }, null for the leads of nobody. `reassign(leads, then)` opens the dialog. */
export function show_leads_of(whose, company, reassign) {
	const root = h("div", { class: "li-panel li-leads-of" });
	const dialog = new frappe.ui.Dialog({
		title: whose ? __("Open Leads of {0}", [whose.name]) : __("Open Leads Without Owner"),
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "leads" }],
		primary_action_label: __("Reassign"),
		primary_action: () => rows.names.length && reassign(rows.names, () => page(0)),
	});
	const rows = new LeadRows(dialog.title, COLUMNS, (names) => dialog.get_primary_btn().prop("disabled", !names.length));
	dialog.get_field("leads").$wrapper.append(root);
	dialog.$wrapper.on("hidden.bs.modal", (event) => {
		if (event.target === dialog.$wrapper[0]) dialog.$wrapper.remove();
	});
	dialog.show();

	const ask = (start) => {
		rows.forget();
		return leads_of({ user: whose && whose.user, company, start });
	};
	const page = paged(root, ask, shown);

	function shown({ leads, next }, start) {
		if (!leads.length) return [h("p", { class: "li-quiet", role: "status" }, __("No open leads."))];
		const table = rows.draw(leads.map((lead) => ({ ...lead, lead: lead.name })));
		rows.tell();
		return [table, start || next !== null ? pages(start, next) : null];
	}

	function pages(start, next) {
		return h(
			"div",
			{ class: "li-pages" },
			button(__("Previous"), () => page(Math.max(0, start - PAGE)), "default", { disabled: !start }),
			button(__("Next"), () => page(next), "default", { disabled: next === null })
		);
	}

	learn_colours(() => {}).then(() => page(0));
}
