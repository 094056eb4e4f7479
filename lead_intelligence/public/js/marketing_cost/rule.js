// The form of a Marketing Cost Rule, and what it makes costs of.

import { h } from "../elements";
import { post } from "../server";
import { offer_names } from "./names";

const look_soon = frappe.utils.debounce(look, 400);
const FITS_BY = ["company", "project", "cost_center", "supplier", "expense_account", "disabled"];

export const cost_rule_events = {
	setup(frm) {
		offer_names(frm);
		const of_company = (filters) => () => ({ filters: { company: frm.doc.company, ...filters } });
		frm.set_query("project", () => ({ filters: { company: ["in", [frm.doc.company, ""]] } }));
		frm.set_query("cost_center", of_company({}));
		frm.set_query("expense_account", of_company({ is_group: 0, root_type: "Expense" }));
	},
	refresh: look_soon,
	...Object.fromEntries(FITS_BY.map((fieldname) => [fieldname, look_soon])),
};

async function look(frm) {
	const asked = about(frm);
	const rule = JSON.stringify(frm.doc);
	const found = await post("marketing_cost.rule_preview", { rule }).catch((refusal) => ({ refusal: refusal.message }));
	if (asked !== about(frm)) return;
	const { $wrapper } = frm.get_field("preview");
	$wrapper.empty();
	const sentences = found.refusal ? [found.refusal] : in_words(found, frm.doc);
	if (sentences.length) $wrapper.append(h("div", { class: "li-cost-preview", role: "status" }, sentences.map((text) => h("p", {}, text))));
}

const about = ({ doc }) => JSON.stringify([doc.name, ...FITS_BY.map((fieldname) => doc[fieldname])]);

function in_words({ items, amount, currency, others }, doc) {
	if (items === undefined) return [];
	const number = (value) => format_number(value, null, 0);
	const sentences = [
		items
			? __("In the last twelve months, this rule fits {0} items of purchase invoices: {1} {2} without tax.", [number(items), format_number(amount, null, 2), currency])
			: __("In the last twelve months, no item of a submitted purchase invoice is a cost by this rule."),
	];
	if (others) sentences.push(__("{0} more items fit it, but are costs by a more specific rule.", [number(others)]));
	if (cint(doc.disabled)) sentences.push(__("It is disabled, so none of this counts."));
	return sentences;
}

export const cost_rule_list = {
	add_fields: ["disabled"],
	hide_name_column: true,
	get_indicator: ({ disabled }) => (disabled ? [__("Disabled"), "gray", "disabled,=,1"] : [__("In Use"), "green", "disabled,=,0"]),
};
