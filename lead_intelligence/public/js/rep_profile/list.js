// Reps in their list: who takes leads, and who does not.

export const rep_profile_list = {
	hide_name_column: true,
	add_fields: ["disabled", "out_of_office", "out_from", "out_until"],
	get_indicator({ disabled, out_of_office, out_from, out_until }) {
		if (disabled) return [__("Takes No New Leads"), "gray", "disabled,=,1"];
		if (out_of_office && is_now(out_from, out_until)) return [__("Out of Office"), "orange", "disabled,=,0|out_of_office,=,1"];
		return [__("Takes Leads"), "green", "disabled,=,0"];
	},
};

function is_now(from, until) {
	const now = frappe.datetime.now_datetime();
	return (!from || from <= now) && (!until || until > now);
}
