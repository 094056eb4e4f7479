// Response clocks in a list, which nobody edits: how each stands or ended, and views of what matters.

import { moment_text } from "../lead/stage/when";
import { purpose_name } from "../lead/clock/words";
import { shown_state } from "./state";

const CLOCK = "Lead Clock";
const OPEN = [CLOCK, "outcome", "is", "not set"];

const VIEWS = [
	{ label: () => __("Open"), filters: () => [OPEN] },
	{ label: () => __("Late, Still Open"), filters: () => [OPEN, [CLOCK, "paused_since", "is", "not set"], [CLOCK, "due_at", "<", frappe.datetime.now_datetime()]] },
	{ label: () => __("Answered Late"), filters: () => [[CLOCK, "outcome", "=", "Late"]] },
	{ label: () => __("Missed"), filters: () => [[CLOCK, "outcome", "=", "Breached"]] },
];

export const clock_list = {
	add_fields: ["lead", "outcome", "due_at", "paused_since", "purpose"],
	hide_name_column: true,
	get_indicator(clock) {
		const { words, colour } = shown_state(clock);
		return [words, colour, clock.outcome ? `outcome,=,${clock.outcome}` : "outcome,is,not set"];
	},
	formatters: {
		/** On a laptop the list has room for one field, and what is due says little without when. */
		purpose(value, _field, { due_at }) {
			const text = due_at ? __("{0}, due {1}", [purpose_name(value), moment_text(due_at)]) : purpose_name(value);
			return `<span class="ellipsis li-in-words">${frappe.utils.escape_html(text)}</span>`;
		},
	},
	onload(listview) {
		for (const { label, filters } of VIEWS) {
			listview.page.add_inner_button(label(), () => show(listview, filters()), __("Show"));
		}
	},
};

async function show(listview, filters) {
	await listview.filter_area.clear(false);
	await listview.filter_area.set(filters);
	listview.start = 0;
	listview.refresh();
}
