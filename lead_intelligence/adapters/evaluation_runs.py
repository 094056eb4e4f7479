"""Runs that evaluate many leads in the background: begun, paused, stopped and counted. `run_chunks` does their work.

How much is done stands with the chunks, each in the transaction of its own leads: workers never wait for one another to
count, and a killed one leaves no count behind of what it did not do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Max, Min, Sum
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause

RUN, CHUNK = "Lead Evaluation Run", "Lead Evaluation Chunk"
WAITING, RUNNING, PAUSED, DONE, STOPPED = "Waiting", "Running", "Paused", "Done", "Stopped"
UNFINISHED = (WAITING, RUNNING, PAUSED)
AT_WORK = (WAITING, RUNNING)
COUNTED = ("scored", "grade_changed", "failed")
PROGRESS_EVENT = "lead_evaluation_progress"
LEADS_IN_A_CHUNK = 400
_WORK = "lead_intelligence.jobs.evaluation_runs.work"
# Frappe ends a job of the long queue after 1,500 seconds, if a site has not set another time.
JOB_SECONDS = 1500
_RATE_OVER = timedelta(seconds=30)


def begin_run(
	company: str | None,
	cause: Cause,
	reason: str,
	*,
	model: str | None = None,
	leads: Sequence[str] | None = None,
) -> str:
	"""Have leads evaluated in the background: all of a company or, with `leads`, these. It begins when the transaction
	is committed; if no job can be started then, the scheduler does so later. Gives the name of the run."""
	if leads is None:
		stop_runs(company, _("Another run took its place: {0}").format(reason))
	run = frappe.new_doc(RUN)
	run.update(
		{
			"reason": reason[:140],
			"cause": cause.value,
			"company": company,
			"model": model,
			"status": WAITING,
			"requested_by": frappe.session.user,
			"planned": int(leads is not None),
			"leads_total": len(leads or ()),
		}
	)
	run.set_new_name()
	run.db_insert()
	if leads is not None:
		names = sorted(leads)
		add_chunks(run.name, names, first=1)
	workers = workers_wanted(len(leads) if leads is not None else None)
	frappe.db.after_commit.add(lambda: start_workers(run.name, workers))
	return str(run.name)


def add_chunks(run: str, names: Sequence[str], *, first: int) -> int:
	"""Gives the number of the next chunk."""
	pieces = [names[at : at + LEADS_IN_A_CHUNK] for at in range(0, len(names), LEADS_IN_A_CHUNK)]
	now = now_datetime()
	rows = [
		(f"{run}-{number:06}", now, now, run, "Open", len(piece), frappe.as_json(piece, indent=None))
		for number, piece in enumerate(pieces, first)
	]
	if rows:
		columns = ["name", "creation", "modified", "run", "state", "leads", "lead_names"]
		frappe.db.bulk_insert(CHUNK, columns, rows)
	return first + len(rows)


def open_chunks(run: str, most: int) -> list[str]:
	table = frappe.qb.DocType(CHUNK)
	query = frappe.qb.from_(table).select(table.name).where((table.run == run) & (table.state == "Open"))
	return list(query.orderby(table.name).limit(most).run(pluck=True))


def workers_wanted(leads: int | None = None) -> int:
	"""As many as the settings say, and no more than there are chunks."""
	most = max(settings().evaluation_workers or 1, 1)
	return most if leads is None else min(most, max(-(-leads // LEADS_IN_A_CHUNK), 1))


def start_workers(run: str, number: int) -> None:
	"""A queue that does not answer is no reason to fail: `jobs.evaluation_runs.resume_lost_runs` tries again."""
	try:
		for _number in range(number):
			job_id = f"{_job_prefix(run)}{frappe.generate_hash(length=8)}"
			frappe.enqueue(_WORK, queue="long", timeout=JOB_SECONDS, job_id=job_id, run=run)
	except Exception:
		frappe.logger("lead_intelligence").warning(
			f"No worker could be started for the run {run}", exc_info=True
		)


def _job_prefix(run: str) -> str:
	return f"lead-evaluation-{run}-"


def is_queued(run: str) -> bool:
	"""Whether a job of the run waits for a worker."""
	from frappe.utils.background_jobs import create_job_id, get_queue

	prefix = create_job_id(_job_prefix(run))
	return any(job_id.startswith(prefix) for job_id in get_queue("long").get_job_ids())


def stop_runs(company: str | None, because: str) -> None:
	"""All unfinished ones of a company that began by themselves."""
	filters = {"company": company, "status": ("in", UNFINISHED), "cause": Cause.POLICY.value}
	for run in frappe.get_all(RUN, filters=filters, pluck="name"):
		set_status(run, STOPPED, because=because)


def set_status(run: str, status: str, *, because: str | None = None) -> bool:
	"""Whether the run went over to `status`. A run that is over stays so, and its workers see it before the next chunk."""
	now = frappe.db.get_value(RUN, run, ["status", "planned"], for_update=True, as_dict=True)
	may_follow = {PAUSED: AT_WORK, WAITING: (PAUSED,), DONE: AT_WORK, STOPPED: UNFINISHED}
	if now is None or now.status not in may_follow[status]:
		return False
	values: dict[str, Any] = {"status": status}
	if status in (DONE, STOPPED):
		values.update({"finished_at": now_datetime(), "stopped_because": because})
	frappe.db.set_value(RUN, run, values)
	frappe.db.after_commit.add(lambda: publish(run))
	return True


def publish(run: str) -> None:
	"""To those who look at the run, who are those that may read it."""
	frappe.publish_realtime(PROGRESS_EVENT, {"run": run, **figures(run)}, doctype=RUN, docname=run)


def figures(run: str) -> dict[str, Any]:
	"""How far the run is. `per_second` and `seconds_left` are None while they cannot be told."""
	doc = frappe.db.get_value(
		RUN,
		run,
		[
			"status",
			"leads_total",
			"leads_done",
			*COUNTED,
			"stopped_because",
			"planned",
			"started_at",
			"finished_at",
		],
		as_dict=True,
	)
	done = counted(run)
	known = {name: (doc[name] or 0) + done[name] for name in ("leads_done", *COUNTED)}
	left = max((doc.leads_total or 0) - known["leads_done"], 0)
	rate = _rate(run) if doc.status == RUNNING else None
	return {
		**known,
		"status": doc.status,
		"leads_total": doc.leads_total,
		"planned": bool(doc.planned),
		"stopped_because": doc.stopped_because,
		"per_second": rate,
		"seconds_left": left / rate if rate else None,
		"seconds_taken": (doc.finished_at - doc.started_at).total_seconds()
		if doc.finished_at and doc.started_at
		else None,
	}


def counted(run: str) -> dict[str, int]:
	"""What the chunks that are done say, beside what was taken over from them into the run."""
	table = frappe.qb.DocType(CHUNK)
	query = frappe.qb.from_(table).where((table.run == run) & (table.state == "Done"))
	sums = query.select(Sum(table.leads), *(Sum(table[name]) for name in COUNTED)).run()[0]
	return dict(zip(("leads_done", *COUNTED), (int(value or 0) for value in sums), strict=True))


def _rate(run: str) -> float | None:
	table, now = frappe.qb.DocType(CHUNK), now_datetime()
	query = frappe.qb.from_(table).where((table.run == run) & (table.finished_at > now - _RATE_OVER))
	chunks, leads, since = query.select(Count("*"), Sum(table.leads), Min(table.finished_at)).run()[0]
	if chunks < 2:
		return None
	# The first of them was done when the time begins that the others took.
	seconds = (now - get_datetime(since)).total_seconds()
	return float(leads) * (chunks - 1) / chunks / max(seconds, 0.1)


def last_sign_of_life(run: str) -> Any:
	table = frappe.qb.DocType(CHUNK)
	last = frappe.qb.from_(table).select(Max(table.finished_at)).where(table.run == run).run()[0][0]
	return max(get_datetime(at) for at in (last, frappe.db.get_value(RUN, run, "modified")) if at)
