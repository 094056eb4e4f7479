frappe.listview_settings["Lead Webhook Delivery"] = lead_intelligence.webhook_delivery_list;
