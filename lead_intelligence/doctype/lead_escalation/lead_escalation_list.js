frappe.listview_settings["Lead Escalation"] = lead_intelligence.escalation_list;
