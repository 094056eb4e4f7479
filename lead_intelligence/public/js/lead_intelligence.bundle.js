frappe.provide("lead_intelligence");
