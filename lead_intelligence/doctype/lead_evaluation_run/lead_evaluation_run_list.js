frappe.listview_settings["Lead Evaluation Run"] = lead_intelligence.run_list;
