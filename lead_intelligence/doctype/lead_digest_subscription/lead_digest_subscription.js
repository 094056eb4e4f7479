frappe.ui.form.on("Lead Digest Subscription", lead_intelligence.digest_events);
