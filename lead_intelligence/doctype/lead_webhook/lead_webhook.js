frappe.ui.form.on("Lead Webhook", lead_intelligence.webhook_events);
