frappe.ui.form.on("Lead SLA Policy", lead_intelligence.policy_events);
frappe.ui.form.on("Lead SLA Target", lead_intelligence.target_events);
frappe.ui.form.on("Lead SLA Escalation", lead_intelligence.step_events);
frappe.ui.form.on("Lead SLA Stagnation Limit", lead_intelligence.limit_events);
