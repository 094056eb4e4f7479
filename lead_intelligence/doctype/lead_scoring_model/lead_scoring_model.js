frappe.ui.form.on("Lead Scoring Model", lead_intelligence.model_events);
frappe.ui.form.on("Lead Scoring Rule", lead_intelligence.rule_events);
frappe.ui.form.on("Lead Engagement Rule", lead_intelligence.engagement_events);
frappe.ui.form.on("Lead Scoring Group", lead_intelligence.group_events);
frappe.ui.form.on("Lead Scoring Grade", lead_intelligence.grade_events);
