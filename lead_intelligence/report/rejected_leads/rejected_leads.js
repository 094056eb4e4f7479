frappe.query_reports["Rejected Leads"] = lead_intelligence.reports.of("Rejected Leads");
