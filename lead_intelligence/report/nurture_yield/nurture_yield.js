frappe.query_reports["Nurture Yield"] = (() => {
	const { of, dimensions } = lead_intelligence.reports;
	const groups = dimensions([{ value: "Month", label: __("Month") }, { value: "Reason", label: __("Reason") }], ["Month"]);
	return of("Nurture Yield", [
		{ fieldname: "group_by", fieldtype: "Select", label: __("Group By"), options: groups, default: "Month" },
	]);
})();
