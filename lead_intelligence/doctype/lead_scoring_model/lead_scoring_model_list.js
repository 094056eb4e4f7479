frappe.listview_settings["Lead Scoring Model"] = lead_intelligence.scoring_model_list;
