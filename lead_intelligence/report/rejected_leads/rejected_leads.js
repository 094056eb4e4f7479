frappe.query_reports["Rejected Leads"] = lead_intelligence.reports.of("Rejected Leads", [
	{
		fieldname: "group_by",
		fieldtype: "Select",
		label: __("Group By"),
		default: "Reason",
		options: lead_intelligence.reports.dimensions([
			{ value: "Reason", label: __("Reason") },
			{ value: "Consequence", label: __("Consequence") },
			{ value: "Refused By", label: __("Refused By") },
			{ value: "Handed Over To", label: __("Handed Over To") },
			{ value: "Handed Over By", label: __("Handed Over By") },
			{ value: "Each Refusal", label: __("Each Refusal") },
		]),
	},
	{
		fieldname: "act",
		fieldtype: "Select",
		label: __("Hand-Over"),
		default: "Marketing to Sales",
		options: [
			{ value: "Marketing to Sales", label: __("Marketing to Sales") },
			{ value: "SDR to Account Executive", label: __("SDR to Account Executive") },
		],
	},
]);
