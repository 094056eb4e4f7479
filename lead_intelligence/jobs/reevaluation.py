"""Leads that must be evaluated again: because an evaluation failed, or because time has come to change a score."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.evaluation_runs import begin_run
from lead_intelligence.adapters.hot_signals import tell_owners
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stored_leads import batches_of_names
from lead_intelligence.core.history.journey import Cause

_BATCH = 400
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
	reason = _("{0} selected leads").format(len(leads))
	begin_run(None, Cause.RESCORE, reason, leads=leads)


def _found(filters: dict[str, object], seconds: int) -> Iterator[list[str]]:
	"""Each lead once, in the order of names: what fails again and again does not keep the rest from its turn. When a
	rule ends, every lead is due in the same hour; what is not done in time is left to the next run."""
	deadline = monotonic() + seconds
	for batch in batches_of_names(filters, _BATCH):
		yield batch
		if monotonic() > deadline:
			return


def _commit_each(batches: Iterator[list[str]], cause: Cause) -> None:
	"""One transaction per batch: no lock is held for long, and a killed worker loses one batch at most."""
	evaluation = BulkEvaluation(cause, frappe.session.user)
	for batch in batches:
		frappe.db.commit()
		try:
			evaluation.evaluate(batch)
			frappe.db.commit()
			# Marked leads may have been touched when there was no queue.
			if cause is Cause.RETRY:
				tell_owners(batch)
				frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			if not is_lost_transaction(error):
				raise
