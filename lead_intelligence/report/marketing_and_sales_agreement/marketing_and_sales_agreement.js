frappe.query_reports["Marketing and Sales Agreement"] = lead_intelligence.reports.of("Marketing and Sales Agreement");
