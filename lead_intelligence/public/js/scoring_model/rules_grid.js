// The table of rules: the sentence of each condition opens the dialog, and groups are offered by name.

import { edit_condition, show_condition } from "../conditions/dialog";

const RULE = "Lead Scoring Rule";
const CELL = ".grid-static-col[data-fieldname=condition_text], .li-condition-cell";

/** A press on the sentence of a condition opens it. Listens while capturing, before the row takes it for one on itself. */
export function set_up_rules(frm) {
	const table = frm.fields_dict.rules.$wrapper[0];
	let pressed = null;
	table.addEventListener("mousedown", (event) => (pressed = row_of(event)), true);
	// Leaving an input of the row draws the sentence anew between press and release, and then no click comes of it.
	table.addEventListener(
		"mouseup",
		(event) => {
			const row = row_of(event);
			if (row && row === pressed && event.button === 0) open_condition(frm, row);
		},
		true
	);
	table.addEventListener(
		"click",
		(event) => {
			const row = row_of(event);
			if (!row) return;
			event.preventDefault();
			event.stopPropagation();
			const by_keyboard = event.detail === 0;
			if (by_keyboard) open_condition(frm, row);
		},
		true
	);
}

/** The name of the row whose condition an event is about, or null. */
function row_of(event) {
	const cell = event.target.closest(CELL);
	const row = cell && cell.closest(".grid-row");
	return (row && row.dataset.name) || null;
}

export function show_conditions(frm) {
	frm.fields_dict.rules.grid.update_docfield_property("condition_text", "formatter", condition_cell);
}

function condition_cell(sentence, _df, _options, row) {
	if (!row || row.doctype !== RULE) return frappe.utils.escape_html(sentence || "");
	const locked = row.docstatus !== 0;
	const words = sentence || (row.condition_json ? __("Condition not saved yet") : __("Set a condition…"));
	const text = frappe.utils.escape_html(words);
	const picture = locked ? "" : frappe.utils.icon("edit", "xs");
	return `<button type="button" class="li-condition-cell ${sentence ? "" : "li-unset"}" title="${text}"
		><span class="ellipsis">${text}</span>${picture}</button>`;
}

/** Opens the condition of a row: to edit in a draft, to read in a version. */
export function open_condition(frm, name) {
	const row = frappe.get_doc(RULE, name);
	const about = { title: row.rule, json: row.condition_json };
	if (frm.doc.docstatus !== 0 || !frm.has_perm("write")) {
		return show_condition({ ...about, sentence: row.condition_text });
	}
	const row_form = frappe.ui.form.get_open_grid_form();
	return edit_condition({
		...about,
		save: ({ condition, sentence }) =>
			frappe.model.set_value(RULE, name, { condition_json: condition, condition_text: sentence }),
		// Frappe closes the form of a row with any dialog.
		closed: () => row_form && setTimeout(() => row_form.toggle_view(true)),
	});
}

/** The names in the table of groups of each half, as suggestions in the column of groups. */
export function offer_groups(frm) {
	offer_groups_of(frm, "rules", "groups");
	offer_groups_of(frm, "engagement_rules", "engagement_groups");
}

function offer_groups_of(frm, rules, groups) {
	const { grid } = frm.fields_dict[rules];
	const names = (frm.doc[groups] || []).map((group) => group.group_name).filter(Boolean);
	grid.update_docfield_property("rule_group", "options", names.join("\n"));
	// What is not in the list is refused with its row when the model is saved; here it would silently be emptied.
	grid.update_docfield_property("rule_group", "ignore_validation", 1);
	for (const row of grid.grid_rows) {
		const open = [row.on_grid_fields_dict, row.grid_form && row.grid_form.fields_dict];
		open.filter(Boolean).forEach(({ rule_group }) => rule_group && rule_group.set_data(names));
	}
}
