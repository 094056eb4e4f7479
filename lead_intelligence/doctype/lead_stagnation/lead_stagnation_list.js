frappe.listview_settings["Lead Stagnation"] = lead_intelligence.stagnation_list;
