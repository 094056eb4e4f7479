frappe.ui.form.on("Lead Next Step", lead_intelligence.next_step_events);
