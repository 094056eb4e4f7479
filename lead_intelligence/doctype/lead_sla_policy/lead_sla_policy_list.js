frappe.listview_settings["Lead SLA Policy"] = lead_intelligence.policy_list;
