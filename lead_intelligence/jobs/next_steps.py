"""Every few minutes: what was planned and is over, and what is planned in ERPNext and was missed."""

from __future__ import annotations

from collections.abc import Callable

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.recorded_steps import close_what_is_over, take_in_what_is_planned
from lead_intelligence.adapters.step_endings import drop_of_leads_that_are_over


def look_again() -> None:
	"""Whatever is lost is found the next time."""
	for work in (close_what_is_over, drop_of_leads_that_are_over, take_in_what_is_planned):
		_in_transaction(work)


def _in_transaction(work: Callable[[], None]) -> None:
	frappe.db.commit()
	try:
		work()
		frappe.db.commit()
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			raise
