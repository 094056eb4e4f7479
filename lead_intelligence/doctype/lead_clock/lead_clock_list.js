frappe.listview_settings["Lead Clock"] = lead_intelligence.clock_list;
