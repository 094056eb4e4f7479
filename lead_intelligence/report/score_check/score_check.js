frappe.query_reports["Score Check"] = lead_intelligence.reports.of("Score Check", [
	{
		fieldname: "show",
		fieldtype: "Select",
		label: __("Show"),
		default: "By Grade",
		options: [
			{ value: "By Grade", label: __("By Grade") },
			{ value: "By Tenth", label: __("By Tenth") },
			{ value: "Over Time", label: __("Over Time") },
			{ value: "Where It Is Wrong", label: __("Where It Is Wrong") },
		],
	},
	{
		fieldname: "group_by",
		fieldtype: "Select",
		label: __("Group By"),
		default: "Source",
		depends_on: "eval:doc.show == 'Where It Is Wrong'",
		options: lead_intelligence.reports.dimensions([], ["Grade", "Agreement", "Month", "Quarter", "Week"]),
	},
	{
		fieldname: "basis",
		fieldtype: "Select",
		label: __("Score"),
		default: "Before the Outcome",
		options: [
			{ value: "Before the Outcome", label: __("Before the Outcome") },
			{ value: "When It Came In", label: __("When It Came In") },
			{ value: "As Stored Now", label: __("As Stored Now") },
		],
	},
	{
		fieldname: "model",
		fieldtype: "Link",
		options: "Lead Scoring Model",
		label: __("Model"),
		get_query: () => ({ filters: { docstatus: 1 } }),
	},
	{ fieldname: "lost_after_days", fieldtype: "Int", label: __("Lost after Days"), default: 180 },
]);
