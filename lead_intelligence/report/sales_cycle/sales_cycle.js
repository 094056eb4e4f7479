frappe.query_reports["Sales Cycle"] = (() => {
	const STARTS = [
		{ value: "First Contact", label: __("First Contact") },
		{ value: "Lead", label: __("Lead") },
		{ value: "MQL", label: __("MQL") },
		{ value: "SAL", label: __("SAL") },
		{ value: "SQL", label: __("SQL") },
		{ value: "Opportunity", label: __("Opportunity") },
	];
	const BASES = [
		{ value: "Begun in the Period", label: __("Begun in the Period") },
		{ value: "Closed in the Period", label: __("Closed in the Period") },
	];
	const { of, dimensions } = lead_intelligence.reports;
	const groups = [
		...dimensions(),
		{ value: "Qualification", label: __("Qualification") },
		{ value: "Qualification Answers", label: __("Qualification Answers") },
	];
	return of("Sales Cycle", [
		{ fieldname: "group_by", fieldtype: "Select", label: __("Group By"), options: groups, default: "Family of Origin" },
		{ fieldname: "start", fieldtype: "Select", label: __("Counted from"), options: STARTS, default: "First Contact" },
		{ fieldname: "basis", fieldtype: "Select", label: __("Basis"), options: BASES, default: "Begun in the Period" },
	]);
})();
