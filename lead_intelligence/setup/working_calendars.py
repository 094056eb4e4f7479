"""The calendar that counts until an admin has made others."""

from __future__ import annotations

import frappe

from lead_intelligence.core.sla.working_week import WEEKDAYS

OFFICE_HOURS = "Office Hours"
_DOCTYPE = "Lead Working Calendar"
_TIMES = (("09:00:00", "12:30:00"), ("13:30:00", "18:00:00"))


def seed_working_calendar() -> None:
	"""Once in the life of a site, so that what an admin changes, renames or deletes stays so."""
	settings = "Lead Intelligence Settings"
	if frappe.db.get_single_value(settings, "working_calendar_installed"):
		return
	if not frappe.db.exists(_DOCTYPE, {}):
		spans = [
			{"weekday": weekday, "from_time": start, "to_time": end}
			for weekday in WEEKDAYS[:5]
			for start, end in _TIMES
		]
		calendar = {"calendar_name": OFFICE_HOURS, "is_default": 1, "spans": spans}
		frappe.get_doc({"doctype": _DOCTYPE, **calendar}).insert(ignore_permissions=True)
	frappe.db.set_single_value(settings, "working_calendar_installed", 1)
