frappe.ui.form.on("Marketing Cost Import", lead_intelligence.cost_import_events);
