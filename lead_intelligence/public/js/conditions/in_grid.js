// The column of conditions in a table of a form: each sentence opens the dialog.

import { one_at_a_time } from "../one_at_a_time";
import { edit_condition, show_condition } from "./dialog";

const CELL = ".grid-static-col[data-fieldname=condition_text], .li-condition-cell";

export class ConditionColumn {
	/** `doctype`: that of the rows. `table`: the field that holds them. `title`: the field by which a row is called.
	 * `source(frm)`: who knows the vocabulary and checks conditions. `all()`: what a row without a condition is for, where that is
	 * something. */
	constructor({ doctype, table, title, source, all = null }) {
		Object.assign(this, { doctype, table, title, source, all });
		this.open = one_at_a_time((frm, name) => this.show_dialog(frm, name));
	}

	/** A press on the sentence of a condition opens it. Listens while capturing, before the row takes it for one on itself. */
	set_up(frm) {
		const table = frm.fields_dict[this.table].$wrapper[0];
		let pressed = null;
		table.addEventListener("mousedown", (event) => (pressed = row_of(event)), true);
		// Leaving an input of the row draws the sentence anew between press and release, and then no click comes of it.
		table.addEventListener(
			"mouseup",
			(event) => {
				const row = row_of(event);
				if (row && row === pressed && event.button === 0) this.open(frm, row);
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
				if (by_keyboard) this.open(frm, row);
			},
			true
		);
	}

	show(frm) {
		const { grid } = frm.fields_dict[this.table];
		grid.update_docfield_property("condition_text", "formatter", (...cell) => this.cell(...cell));
	}

	cell(sentence, _df, _options, row) {
		if (!row || row.doctype !== this.doctype) return frappe.utils.escape_html(sentence || "");
		const locked = row.docstatus !== 0;
		const none = this.all || (() => __("Set a condition…"));
		const words = sentence || (row.condition_json ? __("Condition not saved yet") : none());
		const text = frappe.utils.escape_html(words);
		const picture = locked ? "" : frappe.utils.icon("edit", "xs");
		return `<button type="button" class="li-condition-cell ${sentence ? "" : "li-unset"}" title="${text}"
			><span class="ellipsis">${text}</span>${picture}</button>`;
	}

	/** The condition of a row: to edit in a draft, to read in a version. */
	show_dialog(frm, name) {
		const row = frappe.get_doc(this.doctype, name);
		const about = { title: row[this.title], json: row.condition_json, source: this.source(frm) };
		if (frm.doc.docstatus !== 0 || !frm.has_perm("write")) {
			// Without a condition there is nothing to show.
			return row.condition_json && show_condition({ ...about, sentence: row.condition_text });
		}
		const row_form = frappe.ui.form.get_open_grid_form();
		const save = ({ condition, sentence }) =>
			frappe.model.set_value(this.doctype, name, { condition_json: condition, condition_text: sentence });
		return edit_condition({
			...about,
			save,
			clear: this.all && { label: this.all(), action: () => save({ condition: null, sentence: null }) },
			// Frappe closes the form of a row with any dialog.
			closed: () => row_form && setTimeout(() => row_form.toggle_view(true)),
		});
	}
}

/** The name of the row whose condition an event is about, or null. */
function row_of(event) {
	const cell = event.target.closest(CELL);
	const row = cell && cell.closest(".grid-row");
	return (row && row.dataset.name) || null;
}
