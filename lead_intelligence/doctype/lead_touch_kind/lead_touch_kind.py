from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import criteria_renames, engagement_rules
from lead_intelligence.adapters.touch_kinds import follow_kind, forget_kinds


class LeadTouchKind(Document):
	def validate(self):
		self.kind = (self.kind or "").strip()
		self.channel = (self.channel or "").strip() or None
		if self.standard and not self.standard_name:
			frappe.throw(_("Only the kinds that came with the app are standard."))

	def on_update(self):
		forget_kinds()

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		follow_kind(old, new)
		engagement_rules.follow_kind(old, new)
		forget_kinds()
		criteria_renames.follow_kind(old, new)

	def on_trash(self):
		if self.standard_name and not frappe.flags.in_uninstall:
			frappe.throw(_("This kind came with the app and is recorded by it. Disable it instead."))
		forget_kinds()
