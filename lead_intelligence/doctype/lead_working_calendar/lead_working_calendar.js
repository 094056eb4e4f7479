frappe.ui.form.on("Lead Working Calendar", lead_intelligence.calendar_events);
