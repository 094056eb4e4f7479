frappe.listview_settings["Lead Territory Mapping"] = lead_intelligence.territory_mapping_list;
