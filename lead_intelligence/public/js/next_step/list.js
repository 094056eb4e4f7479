// What is planned with leads: what is due, what comes, and the way to the lead.

export const next_step_list = {
	add_fields: ["lead", "state", "kind", "due_at"],
	hide_name_column: true,
	filters: [["Lead Next Step", "state", "=", "Open"]],
	get_indicator({ state, kind, due_at }) {
		if (state === "Done") return [__("Done"), "green", "state,=,Done"];
		if (state === "Dropped") return [__("Dropped"), "gray", "state,=,Dropped"];
		if (kind === "Look Again") return [__("Snoozed"), "blue", "kind,=,Look Again"];
		const is_due = due_at <= frappe.datetime.system_datetime();
		return is_due ? [__("Due"), "red", "state,=,Open"] : [__("Planned"), "orange", "state,=,Open"];
	},
	/** People do not edit steps here: what they are after is the lead. */
	get_form_link: ({ lead, name }) => frappe.utils.get_form_link(...(lead ? ["Lead", lead] : ["Lead Next Step", name])),
	formatters: {
		user: (value) => frappe.utils.escape_html(value ? frappe.user.full_name(value) : ""),
	},
};
