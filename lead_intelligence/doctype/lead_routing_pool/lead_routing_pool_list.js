frappe.listview_settings["Lead Routing Pool"] = lead_intelligence.routing_pool_list;
