"""Leads that must be evaluated again: because an evaluation failed, or because time has come to change a score."""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.reevaluation import Outcome, mark, reevaluate_one
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause

_MOST_PER_RUN = 5_000


def pick_up_marked() -> None:
	"""Every few minutes: leads that were saved although their evaluation failed."""
	if settings().pick_up_failures:
		_reevaluate_found({"li_needs_evaluation": 1}, Cause.RETRY)


def pick_up_due() -> None:
	"""Every hour: leads whose score changes with time, where that time has come."""
	due = {"li_next_change_at": ("<=", now_datetime()), "li_needs_evaluation": 0}
	_reevaluate_found(due, Cause.TIME)


def rescore_in_background(leads: list[str]) -> None:
	"""The leads are marked at once, so that those that a killed worker leaves behind are picked up like failures."""
	mark(leads)
	frappe.enqueue(
		"lead_intelligence.jobs.reevaluation.rescore", queue="long", leads=leads, enqueue_after_commit=True
	)


def rescore(leads: list[str]) -> None:
	_commit_each(leads, Cause.RESCORE)


def _reevaluate_found(filters: dict[str, object], cause: Cause) -> None:
	if settings().enabled:
		leads = frappe.get_all(
			"Lead", filters=filters, pluck="name", order_by="modified", limit=_MOST_PER_RUN
		)
		_commit_each(leads, cause)


def _commit_each(leads: list[str], cause: Cause) -> None:
	"""One transaction per lead: no lock is held for long, and a killed worker loses one lead's work at most.

	Of the failures of a run the first is logged. The same defect in every lead would bury the log every few minutes.
	"""
	failed = False
	for lead in leads:
		try:
			failed |= reevaluate_one(lead, cause, quiet=failed) is Outcome.FAILED
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				raise
