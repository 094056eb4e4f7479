"""What reps have open is counted again before a choice has to, and every night how many of their leads were converted."""

from __future__ import annotations

from frappe.utils import now_datetime

from lead_intelligence.adapters.rep_figures import figures, store_figures
from lead_intelligence.adapters.rep_loads import count_again
from lead_intelligence.adapters.rep_profiles import read_again
from lead_intelligence.adapters.reps import all_reps
from lead_intelligence.adapters.settings import settings
from lead_intelligence.jobs.transactions import in_transaction

_BATCH = 10


def count_open_work() -> None:
	"""One transaction per batch: the rows of no rep are locked for longer than it takes to count."""
	if not settings().enabled:
		return
	reps = all_reps()
	for start in range(0, len(reps), _BATCH):
		in_transaction(lambda some=reps[start : start + _BATCH]: _look_at(some))


def _look_at(reps: list[str]) -> None:
	count_again(reps)
	read_again(reps)


def work_out_figures() -> None:
	if not settings().enabled:
		return
	now, reps = now_datetime(), all_reps()
	if reps:
		found = figures(now)
		in_transaction(lambda: store_figures(reps, found, now.date()))
