frappe.ui.form.on("Lead SLA Policy", lead_intelligence.policy_events);
frappe.ui.form.on("Lead SLA Target", lead_intelligence.sla_target_events);
frappe.ui.form.on("Lead SLA Escalation", lead_intelligence.escalation_events);
