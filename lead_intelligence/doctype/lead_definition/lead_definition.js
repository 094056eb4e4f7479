frappe.ui.form.on("Lead Definition", lead_intelligence.definition_events);
frappe.ui.form.on("Lead Definition Stage", lead_intelligence.stage_events);
frappe.ui.form.on("Lead Stage Criterion", lead_intelligence.criterion_events);
