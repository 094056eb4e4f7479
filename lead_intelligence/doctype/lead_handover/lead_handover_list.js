frappe.listview_settings["Lead Handover"] = lead_intelligence.handover_list;
