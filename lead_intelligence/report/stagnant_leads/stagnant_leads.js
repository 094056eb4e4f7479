frappe.query_reports["Stagnant Leads"] = lead_intelligence.reports.of("Stagnant Leads");
