// The form of a Marketing Cost Rule.

import { offer_names } from "./names";

export const cost_rule_events = {
	setup(frm) {
		offer_names(frm);
		const of_company = (filters) => () => ({ filters: { company: frm.doc.company, ...filters } });
		frm.set_query("project", () => ({ filters: { company: ["in", [frm.doc.company, ""]] } }));
		frm.set_query("cost_center", of_company({}));
		frm.set_query("expense_account", of_company({ is_group: 0, root_type: "Expense" }));
	},
};

export const cost_rule_list = {
	add_fields: ["disabled"],
	hide_name_column: true,
	get_indicator: ({ disabled }) => (disabled ? [__("Disabled"), "gray", "disabled,=,1"] : [__("In Use"), "green", "disabled,=,0"]),
};
