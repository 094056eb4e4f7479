frappe.query_reports["Score Check"] = lead_intelligence.reports.of("Score Check");
