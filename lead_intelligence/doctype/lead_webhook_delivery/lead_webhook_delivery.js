frappe.ui.form.on("Lead Webhook Delivery", lead_intelligence.webhook_delivery_events);
