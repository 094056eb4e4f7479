frappe.query_reports["Lead Response Time"] = lead_intelligence.reports.of("Lead Response Time");
