"""Leads with new touches are evaluated within seconds, by one job for all that has come together meanwhile.

Each is marked in the same transaction as its touches are stored, so that what a dead queue or cache loses is found by
the job that looks for marked leads. That job also takes a lead of which an evaluation at the same moment took the mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction

_WAITING = "lead_intelligence_touched_leads"
_CALLED = "lead_intelligence_touched_leads_called"
# A job that was called and never came is called again after this time.
_CALL_SECONDS = 20
_JOB = "lead_intelligence.jobs.touched_leads.evaluate_touched"


def evaluate_after_commit(leads: Sequence[str]) -> None:
	frappe.db.after_commit.add(lambda: _call_for(leads))


def _call_for(leads: Sequence[str]) -> None:
	"""The touches are stored: nothing that goes wrong here may look as if they were not."""
	try:
		frappe.cache.sadd(_WAITING, *leads)
		# One call for all that comes before the job begins. Whether a job of that name is there already would be the wrong
		# question: it may be at its end and look no more.
		if frappe.cache.set(frappe.cache.make_key(_CALLED), 1, nx=True, ex=_CALL_SECONDS):
			_call()
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("touched leads wait for the next look at marked ones")


def _call() -> None:
	try:
		frappe.enqueue(_JOB, queue="short")
	except Exception:
		frappe.cache.delete(frappe.cache.make_key(_CALLED))
		raise


def waiting(size: int) -> Iterator[list[str]]:
	"""Batches of the leads that wait, each to be taken by one job only. First of all the next call is let through: for
	what comes from now on, a job must begin later than now."""
	frappe.cache.delete(frappe.cache.make_key(_CALLED))
	key = frappe.cache.make_key(_WAITING)
	while batch := frappe.cache.execute_command("SPOP", key, size):
		yield sorted(name.decode() if isinstance(name, bytes) else name for name in batch)
