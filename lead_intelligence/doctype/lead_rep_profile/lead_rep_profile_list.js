frappe.listview_settings["Lead Rep Profile"] = lead_intelligence.rep_profile_list;
