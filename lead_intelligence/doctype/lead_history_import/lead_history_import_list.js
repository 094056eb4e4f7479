frappe.listview_settings["Lead History Import"] = lead_intelligence.history_import_list;
