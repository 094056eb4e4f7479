"""Leads that must be evaluated again: because an evaluation failed, or because time has come to change a score."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.reevaluation import Outcome, mark, reevaluate_one
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause

_BATCH = 500
# Well below the time after which Frappe ends a job of the default and of the long queue.
_MOST_SECONDS, _MOST_SECONDS_LONG = 200, 1200


def pick_up_marked() -> None:
	"""Every few minutes: leads that were saved although their evaluation failed."""
	if settings().enabled and settings().pick_up_failures:
		_commit_each(_found({"li_needs_evaluation": 1}, _MOST_SECONDS), Cause.RETRY)


def pick_up_due() -> None:
	"""Every hour: leads whose score changes with time, where that time has come."""
	if settings().enabled:
		due = {"li_next_change_at": ("<=", now_datetime()), "li_needs_evaluation": 0}
		_commit_each(_found(due, _MOST_SECONDS_LONG), Cause.TIME)


def rescore_in_background(leads: list[str]) -> None:
	"""The leads are marked at once, so that those that a killed worker leaves behind are picked up like failures."""
	mark(leads)
	frappe.enqueue(
		"lead_intelligence.jobs.reevaluation.rescore", queue="long", leads=leads, enqueue_after_commit=True
	)


def rescore(leads: list[str]) -> None:
	_commit_each(leads, Cause.RESCORE)


def _found(filters: dict[str, object], seconds: int) -> Iterator[str]:
	"""Each lead once, in the order of names: what fails again and again does not keep the rest from its turn. When a
	rule ends, every lead is due in the same hour; what is not done in time is left to the next run."""
	deadline, last = monotonic() + seconds, ""
	while monotonic() < deadline:
		batch = frappe.get_all(
			"Lead", filters={**filters, "name": (">", last)}, pluck="name", order_by="name", limit=_BATCH
		)
		yield from batch
		if len(batch) < _BATCH:
			return
		last = batch[-1]


def _commit_each(leads: Iterator[str] | list[str], cause: Cause) -> None:
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
