frappe.listview_settings["Lead Definition"] = lead_intelligence.definition_list;
