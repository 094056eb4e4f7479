frappe.ui.form.on("Lead Clock", lead_intelligence.clock_events);
