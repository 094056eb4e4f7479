// The table of escalation steps shows a sentence per row, as it stands now.

import { step_sentence } from "./step_sentence";

const STEP = "Lead SLA Escalation";

export function show_steps(frm) {
	const { grid } = frm.fields_dict.escalations;
	grid.update_docfield_property("step_text", "formatter", (text, _df, _options, row) =>
		frappe.utils.escape_html(row && row.doctype === STEP ? step_sentence(row) : text || "")
	);
	grid.refresh();
}

/** Prints and reports have the sentence, too. */
export function keep_sentences({ doc }) {
	(doc.escalations || []).forEach((row) => (row.step_text = step_sentence(row)));
}

export function redraw_step(frm, _doctype, name) {
	const row = frm.fields_dict.escalations.grid.grid_rows_by_docname[name];
	if (row) row.refresh_field("step_text");
}
