frappe.ui.form.on("Lead Rep Profile", lead_intelligence.rep_profile_events);
