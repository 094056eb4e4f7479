frappe.ui.form.on("Lead Stagnation", lead_intelligence.stagnation_events);
