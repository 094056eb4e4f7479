// Escalations in a list, which nobody edits: what came of each, and a view of those that nobody heard of.

import { shown_state } from "./state";

const FAILED = ["Lead Escalation", "state", "=", "Failed"];

export const escalation_list = {
	add_fields: ["lead", "state", "attempts", "action"],
	hide_name_column: true,
	get_indicator(escalation) {
		const { words, colour } = shown_state(escalation);
		return [words, colour, `state,=,${escalation.state}`];
	},
	formatters: {
		/** What was to be done and what came of it: on a laptop the list has room for one field. */
		sentence(value, _field, { action }) {
			const text = frappe.utils.escape_html(value ? __("{0}: {1}", [__(action), value]) : __(action));
			return `<span class="ellipsis li-in-words" title="${text}">${text}</span>`;
		},
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
