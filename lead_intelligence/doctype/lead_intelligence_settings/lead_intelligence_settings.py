import frappe
from frappe import _
from frappe.model.document import Document


class LeadIntelligenceSettings(Document):
	def validate(self):
		limits = (("most_rules", 1000), ("most_points", 100_000), ("most_leads_at_once", 2000))
		rates = ("most_touches_a_minute", "most_website_touches_a_minute")
		for fieldname, most in (*limits, *((rate, 1_000_000) for rate in rates)):
			if not 1 <= (self.get(fieldname) or 0) <= most:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be from 1 to {1}. Enter another number.").format(label, most))
