// Escalations in a list, which nobody edits: what came of each, and a view of those that nobody heard of.

import { shown_state } from "./state";

const FAILED = ["Lead Escalation", "state", "=", "Failed"];

export const escalation_list = {
	add_fields: ["lead", "state", "attempts"],
	hide_name_column: true,
	get_indicator(escalation) {
		const { words, colour } = shown_state(escalation);
		return [words, colour, `state,=,${escalation.state}`];
	},
	formatters: {
		sentence: (value) => frappe.utils.escape_html(value || ""),
	},
	onload(listview) {
		listview.page.add_inner_button(__("Failed"), () => show_failed(listview));
	},
};

async function show_failed(listview) {
	await listview.filter_area.clear(false);
	await listview.filter_area.set([FAILED]);
	listview.start = 0;
	listview.refresh();
}
