"""Leads with new touches are evaluated within seconds, by one job for all that has come together meanwhile.

Each is marked in the same transaction as its touches are stored, so that what a dead queue or cache loses is found by
the job that looks for marked leads. That job also takes a lead of which an evaluation at the same moment took the mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import frappe

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.one_call import OneCall

_WAITING = "lead_intelligence_touched_leads"
_OTHERWISE = "touched leads wait for the next look at marked ones"
_CALL = OneCall(
	"lead_intelligence.jobs.touched_leads.evaluate_touched",
	"lead_intelligence_touched_leads_called",
	_OTHERWISE,
)


def evaluate_after_commit(leads: Sequence[str]) -> None:
	frappe.db.after_commit.add(lambda: _call_for(leads))


def _call_for(leads: Sequence[str]) -> None:
	"""The touches are stored: nothing that goes wrong here may look as if they were not."""
	try:
		frappe.cache.sadd(_WAITING, *leads)
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception(_OTHERWISE)
	else:
		_CALL.make()


def waiting(size: int) -> Iterator[list[str]]:
	"""Batches of the leads that wait, each to be taken by one job only. First of all the next call is let through: for
	what comes from now on, a job must begin later than now."""
	_CALL.let_next_through()
	key = frappe.cache.make_key(_WAITING)
	while batch := frappe.cache.execute_command("SPOP", key, size):
		yield sorted(name.decode() if isinstance(name, bytes) else name for name in batch)
