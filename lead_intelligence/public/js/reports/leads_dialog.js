// The very leads behind a figure.

import { h } from "../elements";
import { colour_of, learn_colours } from "../lead/grade_colours";
import { grade_pill } from "../lead/grade_pill";
import { stage_name } from "../lead/stage/names";
import { button, stacking_table } from "../preview/block";
import { count, leads_text } from "../preview/figures";
import { paged } from "../preview/paged";
import { leads_behind } from "./store";

const PAGE = 50;
const MOST_IN_LIST = 200;

/** `about`: { report, filters, key, column }. `title`: what the figure is. */
export function show_leads_behind(about, title) {
	const root = h("div", { class: "li-panel li-leads-behind" });
	const dialog = new frappe.ui.Dialog({ title, size: "extra-large", fields: [{ fieldtype: "HTML", fieldname: "leads" }] });
	dialog.$wrapper.addClass("li-leads-dialog");
	dialog.get_field("leads").$wrapper.append(root);
	dialog.$wrapper.on("hidden.bs.modal", (event) => {
		if (event.target === dialog.$wrapper[0]) dialog.$wrapper.remove();
	});
	dialog.show();

	const ask = (start) => Promise.all([leads_behind({ ...about, start, most: PAGE }), learn_colours(() => {})]).then(([found]) => found);
	const page = paged(root, ask, shown);

	function shown({ total, leads }, start) {
		if (!total) return [h("p", { class: "li-quiet", role: "status" }, __("None of these leads is there any more, or you may not see them."))];
		return [head(total), table(leads), total > PAGE ? pages(start, leads.length, total) : null];
	}

	function head(total) {
		const open = total <= MOST_IN_LIST && button(__("Open in the List of Leads"), () => open_list(total));
		return h("div", { class: "li-leads-head" }, h("span", { class: "li-quiet", role: "status" }, leads_text(total)), open);
	}

	async function open_list(total) {
		const refused = (error) => void frappe.msgprint({ message: frappe.utils.escape_html(error.message), indicator: "red" });
		const found = await leads_behind({ ...about, start: 0, most: total }).catch(refused);
		if (!found || !dialog.is_visible) return;
		dialog.hide();
		frappe.route_options = { name: ["in", found.leads.map(({ lead }) => lead)] };
		frappe.set_route("List", "Lead", "List");
	}

	function pages(start, shown_now, total) {
		return h(
			"div",
			{ class: "li-pages" },
			button(__("Previous"), () => page(Math.max(0, start - PAGE)), "default", { disabled: !start }),
			h("span", { role: "status" }, __("{0} to {1} of {2}", [count(start + 1), count(start + shown_now), count(total)])),
			button(__("Next"), () => page(start + PAGE), "default", { disabled: start + shown_now >= total })
		);
	}

	page(0);
}

function table(leads) {
	const columns = [{ label: __("Lead") }, { label: __("Organization") }, { label: __("Stage") }, { label: __("Grade") }, { label: __("Source") }, { label: __("Lead Owner") }, { label: __("Created") }];
	const rows = leads.map(({ lead, name, company, stage, grade, model, source, owner, created }) => [
		h("a", { href: frappe.utils.get_form_link("Lead", lead) }, name || lead),
		company || "",
		stage ? stage_name(stage) : "",
		grade ? grade_pill(grade, colour_of(model, grade)) : "",
		source || "",
		owner ? frappe.user.full_name(owner) : "",
		created ? frappe.datetime.str_to_user(String(created).slice(0, 10)) : "",
	]);
	return stacking_table("li-leads-table", columns, rows, __("Leads"));
}
