frappe.query_reports["Lead Funnel"] = lead_intelligence.reports.of("Lead Funnel");
