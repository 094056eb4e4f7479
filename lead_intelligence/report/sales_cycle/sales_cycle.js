frappe.query_reports["Sales Cycle"] = lead_intelligence.reports.of("Sales Cycle");
