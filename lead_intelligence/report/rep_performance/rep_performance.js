frappe.query_reports["Rep Performance"] = lead_intelligence.reports.of("Rep Performance");
