// The grades that leads have by the live scoring model, suggested in the table of targets.

import { h } from "../elements";

export function offer_grades(frm, grades) {
	const { grid } = frm.fields_dict.targets;
	const options = grades.join("\n");
	// Frappe draws the table anew for it, and what is just being typed there is gone.
	if (grid.docfields.find(({ fieldname }) => fieldname === "grade").options !== options) {
		grid.update_docfield_property("grade", "options", options);
		// A grade that no lead has is warned of when the policy is saved; here it would silently be emptied.
		grid.update_docfield_property("grade", "ignore_validation", 1);
	}
	for (const row of grid.grid_rows) {
		const open = [row.on_grid_fields_dict, row.grid_form && row.grid_form.fields_dict];
		open.filter(Boolean).forEach(({ grade }) => grade && grade.set_data(grades));
	}
	show_hint(frm, grades);
}

function show_hint(frm, grades) {
	const editable = frm.doc.docstatus === 0 && frm.has_perm("write");
	const lacking = grades.filter((grade) => !(frm.doc.targets || []).some((row) => row.grade === grade));
	const { $wrapper } = frm.fields_dict.targets_preview;
	$wrapper.empty();
	frm.toggle_display("targets_preview", editable);
	if (!editable) return;
	const words = grades.length
		? __("Grades of the live scoring model: {0}. A row without a grade is for all others.", [grades.join(", ")])
		: __("No scoring model is live for the company, so leads have no grade. A row without a grade is for all of them.");
	const add = () => {
		lacking.forEach((grade) => frm.add_child("targets", { grade }));
		frm.refresh_field("targets");
		offer_grades(frm, grades);
		frm.dirty();
	};
	$wrapper.append(
		h(
			"div",
			{ class: "li-policy-hint" },
			h("span", { class: "li-quiet" }, words),
			lacking.length > 0 && h("button", { type: "button", class: "btn btn-xs btn-default", onclick: add }, __("Add a Row for Each Grade"))
		)
	);
}
