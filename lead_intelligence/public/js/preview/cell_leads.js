// The leads behind a number of the matrix.

import { h, icon } from "../elements";
import { score_text } from "../lead/figures";
import { grade_pill } from "../lead/grade_pill";
import { try_model } from "../trial/dialog";
import { button, stacking_table } from "./block";
import { count, leads_text } from "./figures";
import { cell_title } from "./matrix";
import { paged } from "./paged";
import { leads_of_cell } from "./store";

const PAGE = 50;

/** `colours`: of the grades that leads have now. */
export function show_leads(preview, cell, colours) {
	const root = h("div", { class: "li-panel li-cell-leads" });
	const dialog = new frappe.ui.Dialog({
		title: `${cell_title(cell)}: ${leads_text(cell.leads)}`,
		size: "extra-large",
		fields: [{ fieldtype: "HTML", fieldname: "leads" }],
	});
	dialog.get_field("leads").$wrapper.append(root);
	dialog.$wrapper.addClass("li-leads-dialog").on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();

	const ask = (start) => leads_of_cell({ preview: preview.name, grade_before: cell.from, grade_after: cell.to, start });
	const page = paged(root, ask, (found) => [table(found, preview, colours), hidden(found), pages(found, page)]);
	page(0);
}

function table({ leads }, preview, colours) {
	const columns = [
		{ label: __("Lead") },
		{ label: __("Organization") },
		{ label: __("Status") },
		{ label: __("Stored Score") },
		{ label: __("Lead Owner") },
		{ label: "", style: "li-end" },
	];
	const rows = leads.map((lead) => [
		h(
			"a",
			{ href: frappe.utils.get_form_link("Lead", lead.name), target: "_blank", rel: "noopener" },
			lead.lead_name || lead.name,
			" ",
			icon("arrow-up-right", "xs"),
			h("span", { class: "sr-only" }, __("opens in a new tab"))
		),
		lead.company_name || "",
		__(lead.status),
		lead.li_grade
			? [
					h("span", { class: "li-number" }, score_text(lead.li_score)),
					" ",
					grade_pill(lead.li_grade, colours.get(lead.li_grade)),
			  ]
			: "",
		lead.lead_owner ? frappe.user.full_name(lead.lead_owner) : "",
		button(
			__("Try"),
			() => try_model({ lead: lead.name, called: lead.lead_name, model: preview.model }),
			"default",
			{
				"aria-label": __("Score {0} with both models", [lead.lead_name || lead.name]),
			}
		),
	]);
	return leads.length ? stacking_table("li-leads-table", columns, rows, __("Leads")) : null;
}

function hidden({ hidden: number }) {
	if (!number) return null;
	const words =
		number === 1 ? __("1 more that you may not read") : __("{0} more that you may not read", [count(number)]);
	return h("p", { class: "li-quiet li-more" }, words);
}

function pages({ start, next, total, leads, hidden: number }, page) {
	if (!start && next === null) return null;
	const last = start + leads.length + number;
	const where = __("{0} to {1} of {2}", [count(start + 1), count(last), count(total)]);
	return h(
		"div",
		{ class: "li-pages" },
		button(__("Previous"), () => page(Math.max(0, start - PAGE)), "default", { disabled: !start }),
		h("span", { role: "status" }, where),
		button(__("Next"), () => page(next), "default", { disabled: next === null })
	);
}
