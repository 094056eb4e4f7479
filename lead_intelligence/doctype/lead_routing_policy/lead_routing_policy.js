frappe.ui.form.on("Lead Routing Policy", lead_intelligence.routing_policy_events);
frappe.ui.form.on("Lead Routing Rule", lead_intelligence.routing_rule_events);
