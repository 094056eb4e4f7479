frappe.listview_settings["Marketing Cost Import"] = lead_intelligence.cost_import_list;
