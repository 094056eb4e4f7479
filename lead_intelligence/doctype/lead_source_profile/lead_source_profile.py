from itertools import pairwise

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, format_date, getdate

from lead_intelligence.adapters.source_profiles import forget_profiles


class LeadSourceProfile(Document):
	def validate(self):
		self.source = (self.source or "").strip()
		self.medium = (self.medium or "").strip() or None
		self.set_currency()
		self.refuse_a_second_profile()
		self.check_costs()

	def set_currency(self):
		company = self.company or frappe.defaults.get_global_default("company")
		self.currency = frappe.get_cached_value("Company", company, "default_currency") if company else None
		for cost in self.costs:
			cost.currency = self.currency

	def refuse_a_second_profile(self):
		same = {
			"source": self.source,
			"name": ("!=", self.name or ""),
			"medium": self.medium or ("is", "not set"),
		}
		if other := frappe.db.exists("Lead Source Profile", same):
			link = frappe.utils.get_link_to_form("Lead Source Profile", other, self.source)
			frappe.throw(_("There is a profile of this source and medium already: {0}.").format(link))

	def check_costs(self):
		for cost in self.costs:
			if getdate(cost.to_date) < getdate(cost.from_date):
				frappe.throw(_("Costs, row {0}: the end is before the beginning.").format(cost.idx))
			if flt(cost.amount) < 0:
				frappe.throw(_("Costs, row {0}: the amount must not be negative.").format(cost.idx))
			cost.campaign = (cost.campaign or "").strip() or None
		ordered = sorted(self.costs, key=lambda c: ((c.campaign or "").casefold(), getdate(c.from_date)))
		for first, second in pairwise(ordered):
			same = (first.campaign or "").casefold() == (second.campaign or "").casefold()
			if same and getdate(second.from_date) <= getdate(first.to_date):
				frappe.throw(
					_("Costs, rows {0} and {1} overlap: {2} would be paid twice.").format(
						*sorted((first.idx, second.idx)), format_date(second.from_date)
					)
				)

	def on_update(self):
		forget_profiles()

	def on_trash(self):
		forget_profiles()
