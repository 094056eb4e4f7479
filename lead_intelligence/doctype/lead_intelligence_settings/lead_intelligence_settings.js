frappe.ui.form.on("Lead Intelligence Settings", lead_intelligence.settings_events);
