frappe.query_reports["Nurture Yield"] = lead_intelligence.reports.of("Nurture Yield");
