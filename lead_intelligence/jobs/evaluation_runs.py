"""The jobs of evaluation runs, and the one that looks after them."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.evaluation_runs import (
	AT_WORK,
	CHUNK,
	JOB_SECONDS,
	RUN,
	STOPPED,
	is_queued,
	last_sign_of_life,
	start_workers,
	workers_wanted,
)
from lead_intelligence.adapters.run_chunks import Worker, settle

# No chunk takes nearly as long, so whoever should be at work is not.
_SILENT_FOR = timedelta(seconds=60)


def work(run: str) -> None:
	"""Until the run needs no more, or half the time that Frappe gives a job is over: then a successor goes on, so that
	jobs behind it in the queue have their turn. Of a run that was deleted while the job waited there is nothing to do."""
	if not frappe.db.exists(RUN, run):
		return
	if not Worker(run).work(JOB_SECONDS / 2):
		frappe.db.commit()
		start_workers(run, 1)


def resume_lost_runs() -> None:
	"""Every few minutes: runs whose workers were killed, or that never got one, go on. Those that were stopped are
	brought to an end."""
	long_ago = now_datetime() - _SILENT_FOR
	for run in frappe.get_all(RUN, filters={"status": ("in", AT_WORK)}, pluck="name"):
		if last_sign_of_life(run) < long_ago and not is_queued(run):
			start_workers(run, workers_wanted())
	for run in frappe.get_all(RUN, filters={"status": STOPPED, "modified": ("<", long_ago)}, pluck="name"):
		if frappe.db.exists(CHUNK, {"run": run}):
			settle(run)
			frappe.db.commit()
