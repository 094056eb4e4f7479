frappe.ui.form.on("Lead Source Profile", lead_intelligence.source_profile_events);
