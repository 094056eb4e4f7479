frappe.ui.form.on("Lead Territory Mapping", lead_intelligence.territory_mapping_events);
