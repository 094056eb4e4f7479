from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import rejection_reasons
from lead_intelligence.core.qualification.handing_over import Consequence


class LeadRejectionReason(Document):
	def validate(self):
		self.reason = (self.reason or "").strip()
		if self.standard and not self.standard_name:
			frappe.throw(_("Only the reasons that came with the app are standard."))
		if self.consequence != Consequence.NURTURE.value:
			self.revisit_after_days = 0
		if not 0 <= (self.revisit_after_days or 0) <= rejection_reasons.MOST_DAYS:
			frappe.throw(
				_("{0} must be from {1} to {2}.").format(
					_("Revisit After Days"), 0, rejection_reasons.MOST_DAYS
				)
			)

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		rejection_reasons.follow_rename(old, new)

	def on_trash(self):
		if self.standard_name and not frappe.flags.in_uninstall:
			frappe.throw(_("This reason came with the app. Disable it instead."))
