frappe.ui.form.on("Lead History Import", lead_intelligence.history_import_events);
