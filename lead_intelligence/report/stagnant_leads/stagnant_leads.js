frappe.query_reports["Stagnant Leads"] = lead_intelligence.reports.of("Stagnant Leads", [
	{
		fieldname: "group_by",
		fieldtype: "Select",
		label: __("Group By"),
		options: [
			{ value: "Lead Owner", label: __("Lead Owner") },
			{ value: "Lead", label: __("Lead") },
			{ value: "Stage", label: __("Stage") },
			{ value: "Age", label: __("Age") },
			...lead_intelligence.reports.dimensions([], ["Lead Owner"]),
		],
		default: "Lead Owner",
	},
]);
