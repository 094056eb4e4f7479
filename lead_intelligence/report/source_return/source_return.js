frappe.query_reports["Source Return"] = (() => {
	const BASES = [
		{ value: "Cohort of First Contact", label: __("Cohort of First Contact") },
		{ value: "Date of Revenue", label: __("Date of Revenue") },
	];
	const { of, dimensions } = lead_intelligence.reports;
	return of("Source Return", [
		{ fieldname: "group_by", fieldtype: "Select", label: __("Group By"), options: dimensions(), default: "Source" },
		{ fieldname: "basis", fieldtype: "Select", label: __("Basis"), options: BASES, default: "Cohort of First Contact" },
	]);
})();
