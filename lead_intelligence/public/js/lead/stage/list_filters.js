// What waits for somebody, in one click. "Now" is when the button is pressed. Frappe takes a time that is not set for an
// early one, so each filter asks that it is set.

import { show_stagnant } from "../../stagnation/list";

const VIEWS = [
	{
		label: () => __("To Be Accepted"),
		filters: () => [["Lead", "li_due_at", "is", "set"]],
		sort: ["li_due_at", "asc"],
	},
	{
		label: () => __("Lapsed"),
		filters: () => [
			["Lead", "li_due_at", "is", "set"],
			["Lead", "li_due_at", "<", frappe.datetime.now_datetime()],
		],
		sort: ["li_due_at", "asc"],
	},
	{
		label: () => __("Revisit Due"),
		filters: () => [
			["Lead", "li_stage", "=", "Nurture"],
			["Lead", "li_revisit_on", "is", "set"],
			["Lead", "li_revisit_on", "<=", frappe.datetime.now_date()],
		],
		sort: ["li_revisit_on", "asc"],
	},
];

export function offer_views(listview) {
	for (const view of VIEWS) {
		listview.page.add_inner_button(view.label(), () => show(listview, view), __("Stage"));
	}
	listview.page.add_inner_button(__("Stagnant"), show_stagnant, __("Stage"));
}

async function show(listview, { filters, sort: [sort_by, sort_order] }) {
	await listview.filter_area.clear(false);
	listview.sort_by = sort_by;
	listview.sort_order = sort_order;
	listview.sort_selector.set_value(sort_by, sort_order);
	await listview.filter_area.set(filters());
	listview.start = 0;
	listview.refresh();
}
