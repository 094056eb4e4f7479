frappe.query_reports["Lead Response Time"] = lead_intelligence.reports.of("Lead Response Time", [
	{
		fieldname: "group_by",
		fieldtype: "Select",
		label: __("Group By"),
		options: lead_intelligence.reports.dimensions([
			{ value: "Response Time", label: __("Response Time") },
			{ value: "Rep", label: __("Rep") },
			{ value: "Hour", label: __("Hour") },
			{ value: "Weekday", label: __("Weekday") },
		]),
		default: "Response Time",
	},
	{
		fieldname: "basis",
		fieldtype: "Select",
		label: __("Basis"),
		options: [
			{ value: "Due in the Period", label: __("Due in the Period") },
			{ value: "Answered in the Period", label: __("Answered in the Period") },
		],
		default: "Due in the Period",
	},
	{
		fieldname: "time",
		fieldtype: "Select",
		label: __("Time"),
		options: [
			{ value: "Working Time", label: __("Working Time") },
			{ value: "Elapsed Time", label: __("Elapsed Time") },
		],
		default: "Working Time",
	},
]);
