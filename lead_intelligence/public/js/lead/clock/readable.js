// The text of open clocks that is stored on a lead, in words wherever the desk shows the field by itself: on cards of a Kanban board,
// on the form, in reports.

import { clock_words, open_clocks } from "./list_words";

const FIELD = "li_clocks";

function make_readable() {
	const field = frappe.meta.docfield_map.Lead && frappe.meta.docfield_map.Lead[FIELD];
	if (field && !field.formatter) field.formatter = (value) => (value ? `<span class="li-clock-words">${frappe.utils.escape_html(words_of(value))}</span>` : "");
}

function words_of(text) {
	return open_clocks(text)
		.map(({ purpose, due_at }) => clock_words(`${purpose} ${due_at || "paused"}`).words)
		.join(", ");
}

// What Lead looks like is known once a page that shows leads is there.
$(document).on("page-change", make_readable);
