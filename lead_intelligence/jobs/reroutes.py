"""Every few minutes: leads that wait for somebody who is away go on to others."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.absent_owners import ask_for_others, those_away
from lead_intelligence.adapters.containment import is_lost_transaction, log_defect
from lead_intelligence.adapters.settings import settings

_NOT_ASKED = "Lead Intelligence: leads of somebody who is away could not be given to others"


def look_for_absent() -> None:
	"""One transaction for each who is away: what a killed worker has not asked for, the next one does."""
	if not settings().enabled:
		return
	away = _in_transaction(lambda: those_away(now_datetime()), _NOT_ASKED, None)
	for one in away or ():
		_in_transaction(lambda one=one: ask_for_others(one), _NOT_ASKED, one.user)


def _in_transaction(work: Callable[[], object], title: str, user: str | None) -> object:
	"""A defect with one keeps no other from its turn."""
	frappe.db.commit()
	try:
		found = work()
		frappe.db.commit()
		return found
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			log_defect(title, "User", user)
			frappe.db.commit()
		return None
