frappe.ui.form.on("Marketing Cost Rule", lead_intelligence.cost_rule_events);
