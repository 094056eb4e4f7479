frappe.ui.form.on("Lead Routing Pool", lead_intelligence.routing_pool_events);
frappe.ui.form.on("Lead Routing Pool Member", lead_intelligence.pool_member_events);
frappe.ui.form.on("Lead Routing Pool Territory", lead_intelligence.pool_territory_events);
