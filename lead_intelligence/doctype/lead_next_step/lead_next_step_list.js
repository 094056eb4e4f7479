frappe.listview_settings["Lead Next Step"] = lead_intelligence.next_step_list;
