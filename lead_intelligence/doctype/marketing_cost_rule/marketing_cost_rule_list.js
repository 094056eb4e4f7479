frappe.listview_settings["Marketing Cost Rule"] = lead_intelligence.cost_rule_list;
