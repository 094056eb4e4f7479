import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.core.lead_queue.validation import mistakes_in_order
from lead_intelligence.core.routing.rep_validation import mistakes_in_load_weights


class LeadIntelligenceSettings(Document):
	def validate(self):
		limits = (("most_rules", 1000), ("most_points", 100_000), ("most_leads_at_once", 2000))
		rates = ("most_touches_a_minute", "most_website_touches_a_minute")
		hours = ("hot_signal_hours", "hot_signal_quiet_hours")
		desk = (("desk_soon_minutes", 1440), ("desk_hot_hours", 720))
		reports = (
			("worked_days", 365),
			("treatment_alarm", 100),
			("ripe_days", 3650),
			("fewest_cases", 1000),
		)
		rates_and_hours = (*((rate, 1_000_000) for rate in rates), *((name, 720) for name in hours))
		most_of_each = (*limits, *rates_and_hours, *desk, *reports, ("nurture_months", 60))
		for fieldname, most in most_of_each:
			if not 1 <= (self.get(fieldname) or 0) <= most:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be from 1 to {1}. Enter another number.").format(label, most))
		if (self.hot_signal_points or 0) > 1000:
			frappe.throw(
				_("The points by which engagement rises must be from 0 to 1000. Enter another number.")
			)
		for fieldname in ("in_time_alarm", "source_alarm"):
			if (self.get(fieldname) or 0) > 100:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be from 0 to 100. Enter another number.").format(label))
		for row in self.load_weights:
			row.grade = (row.grade or "").strip()
		rows = [(row.grade, float(row.weight or 0)) for row in self.load_weights]
		refuse(mistakes_in_load_weights(rows, float(self.opportunity_weight or 0)))
		refuse(mistakes_in_order((row.group or "" for row in self.desk_groups), _))
