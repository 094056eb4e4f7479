// What waits for somebody, in one click. "Now" is when the button is pressed. Frappe takes a time that is not set for an
// early one, so each filter asks that it is set.

import { show_stagnant } from "../../stagnation/list";

const IS_DUE = ["Lead", "li_due_at", "is", "set"];
const NEAREST = ["li_due_at", "asc"];

const VIEWS = [
	{
		label: () => __("Due Soon"),
		filters: () => [
			["Lead", "li_due_at", ">=", now()],
			["Lead", "li_due_at", "<=", in_an_hour()],
		],
		sort: NEAREST,
	},
	{
		label: () => __("Late"),
		filters: () => [IS_DUE, ["Lead", "li_due_at", "<", now()]],
		sort: NEAREST,
	},
	{
		label: () => __("To Be Accepted"),
		filters: () => [["Lead", "li_clocks", "like", "%Acceptance%"]],
		sort: NEAREST,
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
		listview.page.add_inner_button(view.label(), () => show(listview, view), __("What Is Due"));
	}
	listview.page.add_inner_button(__("Stagnant"), show_stagnant, __("What Is Due"));
}

function now() {
	return frappe.datetime.now_datetime();
}

function in_an_hour() {
	return moment(now()).add(1, "hour").format(frappe.defaultDatetimeFormat);
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
