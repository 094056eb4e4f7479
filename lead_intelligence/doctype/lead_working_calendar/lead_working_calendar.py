from typing import Any

from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.calendars import (
	clear_times_nobody_gave,
	forget_default,
	make_default,
	problems_in,
)
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.replanning import replan_if_calendar_changed, replan_soon


class LeadWorkingCalendar(Document):
	def validate(self):
		self.calendar_name = (self.calendar_name or "").strip()
		self.time_zone = (self.time_zone or "").strip() or None
		clear_times_nobody_gave(self)
		refuse(problems_in(self), title=_("Please correct the calendar"))
		for row in self.spans:
			# The desk has no other way to write midnight.
			if str(row.to_time).startswith("24:"):
				row.to_time = "00:00:00"

	def on_update(self):
		if self.is_default:
			make_default(self)
		forget_default()
		replan_if_calendar_changed(self)

	def after_rename(self, old: str, new: str, merge: bool = False, **more: Any):
		forget_default()
		replan_soon()

	def on_trash(self):
		forget_default()
		replan_soon()
