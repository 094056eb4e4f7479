frappe.query_reports["Marketing and Sales Agreement"] = lead_intelligence.reports.of("Marketing and Sales Agreement", [
	{
		fieldname: "group_by",
		fieldtype: "Select",
		label: __("Group By"),
		default: "Month",
		options: lead_intelligence.reports.dimensions([
			{ value: "Handed Over To", label: __("Handed Over To") },
			{ value: "Handed Over By", label: __("Handed Over By") },
		]),
	},
]);
