Object.assign(frappe.pages["lead-desk"], lead_intelligence.lead_desk);
