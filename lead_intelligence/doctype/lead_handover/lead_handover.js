frappe.ui.form.on("Lead Handover", lead_intelligence.handover_events);
