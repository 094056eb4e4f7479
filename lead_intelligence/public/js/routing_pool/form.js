// What the form of Lead Routing Pool and of its tables do. The doctype's own script attaches these.

import { around } from "./store";
import { show_summary } from "./summary";

const ACTIVE = { enabled: 1, user_type: "System User" };
const look_soon = frappe.utils.debounce(look_around, 400);

const changed = (frm) => {
	show_summary(frm);
	look_soon(frm);
};

export const routing_pool_events = {
	setup(frm) {
		frm.set_query("user", "members", () => ({ filters: ACTIVE }));
		frm.set_query("manager", () => ({ filters: ACTIVE }));
		frm.set_query("fallback_pool", ({ doc }) => ({ filters: { disabled: 0, name: ["!=", doc ? doc.name : frm.doc.name] } }));
	},
	onload_post_render: clear_company,
	refresh(frm) {
		frm.fields_dict.members.grid.update_docfield_property("weight", "formatter", weight_cell);
		if (frm.doc.name !== frm.li_around_of) Object.assign(frm, { li_around: null, li_around_of: frm.doc.name });
		show_summary(frm);
		look_around(frm);
	},
	...Object.fromEntries(
		[
			...["strategy", "company", "manager", "hot_grades", "floor", "disabled", "fallback_pool"],
			...["account_owner_first", "previous_owner_first", "during_hours"],
			...["language_match", "product_match", "sector_match", "minimum_level"],
		].map((fieldname) => [fieldname, changed])
	),
};

export const pool_member_events = {
	user: changed,
	weight: changed,
	paused: changed,
	members_add: changed,
	members_remove: changed,
};

export const pool_territory_events = {
	territory: changed,
	territories_add: changed,
	territories_remove: changed,
};

/** 0 says nothing of its own. */
function weight_cell(value) {
	if (flt(value) > 0) return format_number(value, null, Number.isInteger(flt(value)) ? 0 : 2);
	return `<span class="text-muted">${frappe.utils.escape_html(__("of the profile"))}</span>`;
}

/** A new pool is for all companies, unless its author may see only some. Frappe enters the company of the author. */
function clear_company(frm) {
	const { Company } = frappe.defaults.get_user_permissions() || {};
	const is_copy = (frm.doc.members || []).length > 0;
	if (frm.is_new() && !is_copy && !(Company || []).length) frm.set_value("company", null);
}

async function look_around(frm) {
	const asked = JSON.stringify(frm.doc);
	const known = await around(frm.doc).catch(() => null);
	if (asked !== JSON.stringify(frm.doc)) return;
	frm.li_around = known;
	show_summary(frm);
}
