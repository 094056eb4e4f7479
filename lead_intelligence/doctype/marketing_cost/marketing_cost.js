frappe.ui.form.on("Marketing Cost", lead_intelligence.cost_events);
