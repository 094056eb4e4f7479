"""Leads that must be evaluated again: because an evaluation failed, or because time has come to change a score."""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause

_MOST_PER_RUN = 5_000


def pick_up_marked() -> None:
	"""Every few minutes: leads that were saved although their evaluation failed."""
	if settings().pick_up_failures:
		_reevaluate_each({"li_needs_evaluation": 1}, Cause.RETRY)


def pick_up_due() -> None:
	"""Every hour: leads whose score changes with time, where that time has come."""
	_reevaluate_each({"li_next_change_at": ("<=", now_datetime())}, Cause.TIME)


def rescore(leads: list[str]) -> None:
	"""A selection of leads, in the background."""
	_commit_each(leads, Cause.RESCORE)


def _reevaluate_each(filters: dict[str, object], cause: Cause) -> None:
	if settings().enabled:
		leads = frappe.get_all("Lead", filters=filters, pluck="name", order_by="modified", limit=_MOST_PER_RUN)
		_commit_each(leads, cause)


def _commit_each(leads: list[str], cause: Cause) -> None:
	"""One transaction per lead: no lock is held for long, and a killed worker loses one lead's work at most."""
	for lead in leads:
		try:
			reevaluate([lead], cause)
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				raise
