// Forms on which a time zone is chosen: a working calendar's, and ERPNext's own of territories and companies.

const ZONES = "frappe.core.doctype.user.user.get_timezones";

export const offering_zones = (fieldname) => ({
	before_load(frm) {
		const field = frm.fields_dict[fieldname];
		if (!field) return;
		if (frappe.all_timezones) return field.set_data(frappe.all_timezones);
		// Not waited for: the form would stay empty until they are there.
		frappe.xcall(ZONES).then(
			({ timezones }) => {
				frappe.all_timezones = timezones;
				field.set_data(timezones);
			},
			() => {}
		);
	},
});

export const calendar_events = offering_zones("time_zone");

for (const doctype of ["Territory", "Company"]) frappe.ui.form.on(doctype, offering_zones("li_time_zone"));
