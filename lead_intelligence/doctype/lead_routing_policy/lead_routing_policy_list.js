frappe.listview_settings["Lead Routing Policy"] = lead_intelligence.routing_policy_list;
