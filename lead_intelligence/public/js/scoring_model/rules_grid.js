// The table of rules: the sentence of each condition opens the dialog, and groups are offered by name.

import { ConditionColumn } from "../conditions/in_grid";
import { call } from "../server";

const SOURCE = {
	published: () => call("scoring_model.dialog", {}, { type: "GET" }),
	check: (condition) => call("scoring_model.check_condition", { condition }),
};

export const conditions = new ConditionColumn({
	doctype: "Lead Scoring Rule",
	table: "rules",
	title: "rule",
	source: () => SOURCE,
});

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
