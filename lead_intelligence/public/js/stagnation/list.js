// Leads with which nothing has happened for too long: who is to move them, and the way there.

const OPEN = ["ended_at", "is", "not set"];
const OVERSEE = ["Sales Manager", "Lead Marketing", "System Manager"];

export const stagnation_list = {
	add_fields: ["lead", "ended_at", "ended_because"],
	hide_name_column: true,
	filters: [["Lead Stagnation", ...OPEN]],
	get_indicator: ({ ended_at, ended_because }) =>
		ended_at
			? [__(ended_because), "gray", `ended_because,=,${ended_because}`]
			: [__("Stagnant"), "orange", OPEN.join(",")],
	/** People do not edit these notes: what they are after is the lead. */
	get_form_link: ({ lead, name }) => frappe.utils.get_form_link(...(lead ? ["Lead", lead] : ["Lead Stagnation", name])),
	formatters: {
		owner_user: (value) => frappe.utils.escape_html(value ? frappe.user.full_name(value) : ""),
	},
};

/** From the list of leads: what is open, of a rep what is theirs. */
export function show_stagnant() {
	frappe.route_options = { ended_at: ["is", "not set"] };
	if (!frappe.user.has_role(OVERSEE)) frappe.route_options.owner_user = frappe.session.user;
	frappe.set_route("List", "Lead Stagnation", "List");
}
