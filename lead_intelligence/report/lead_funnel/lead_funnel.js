frappe.query_reports["Lead Funnel"] = (() => {
	const STAGES = [
		{ value: "Raw", label: __("Raw") },
		{ value: "Lead", label: __("Lead") },
		{ value: "MQL", label: __("MQL") },
		{ value: "SAL", label: __("SAL") },
		{ value: "SQL", label: __("SQL") },
		{ value: "Opportunity", label: __("Opportunity") },
		{ value: "Customer", label: __("Customer") },
	];
	const BASES = [
		{ value: "Cohort of Entry", label: __("Cohort of Entry") },
		{ value: "Activity in the Period", label: __("Activity in the Period") },
	];
	const { of, dimensions } = lead_intelligence.reports;
	return of("Lead Funnel", [
		{
			fieldname: "group_by",
			fieldtype: "Select",
			label: __("Group By"),
			options: dimensions([{ value: "Stage", label: __("Stage") }]),
			default: "Stage",
		},
		{ fieldname: "basis", fieldtype: "Select", label: __("Basis"), options: BASES, default: "Cohort of Entry" },
		{ fieldname: "from_stage", fieldtype: "Select", label: __("From Stage"), options: ["", ...STAGES.slice(0, -1)] },
		{ fieldname: "to_stage", fieldtype: "Select", label: __("To Stage"), options: ["", ...STAGES.slice(1)] },
	]);
})();
