// The form of a working calendar.

const ZONES = "frappe.core.doctype.user.user.get_timezones";

export const calendar_events = {
	async before_load(frm) {
		if (!frappe.all_timezones) {
			const answer = await frappe.xcall(ZONES);
			frappe.all_timezones = answer.timezones;
		}
		frm.fields_dict.time_zone.set_data(frappe.all_timezones);
	},
};
