frappe.listview_settings["Marketing Cost"] = lead_intelligence.cost_list;
