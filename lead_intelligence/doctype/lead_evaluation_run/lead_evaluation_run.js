frappe.ui.form.on("Lead Evaluation Run", lead_intelligence.run_events);
