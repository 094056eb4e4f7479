frappe.ui.form.on("Lead Escalation", lead_intelligence.escalation_events);
