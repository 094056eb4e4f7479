"""Open clocks are planned again after working hours, holidays or time zones have changed."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.clock_replanning import leads_to_replan, open_clocks_after, replan
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.replanning import call_if_asked, while_asked
from lead_intelligence.adapters.settings import settings

_BATCH = 400
_ATTEMPTS = 3


def replan_open_clocks() -> None:
	"""Until nobody has asked for it meanwhile. Whoever is killed leaves the request, which the next look finds."""
	if settings().enabled:
		while_asked(_replan_all)


def look_again() -> None:
	"""Every few minutes: what was asked of a job that is lost is asked again."""
	call_if_asked()


def _replan_all() -> None:
	last = 0
	while True:
		# What was changed is to be seen.
		frappe.db.commit()
		clocks = open_clocks_after(last, _BATCH)
		if not clocks:
			return
		last = int(clocks[-1].clock.name or 0)
		_replan(leads_to_replan(clocks))


def _replan(leads: list[str]) -> None:
	for attempt in range(_ATTEMPTS if leads else 0):
		frappe.db.commit()
		try:
			replan(leads)
			frappe.db.commit()
			return
		except Exception as error:
			frappe.db.rollback()
			if attempt == _ATTEMPTS - 1 or not is_lost_transaction(error):
				raise
