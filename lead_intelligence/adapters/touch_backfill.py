"""Touches of records that were there before: how far each kind of records is read, so that it goes on where it was.

A batch is read, recorded and counted in one transaction, under a lock on its Lead Touch Source: killed, it is as if it
had not begun, and two jobs at once take turns.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.capture.happening import Source
from lead_intelligence.adapters.capture.sources import sources
from lead_intelligence.adapters.capture.stored_records import names_after, names_of, record_stored

DOCTYPE = "Lead Touch Source"
WAITING, RUNNING, DONE, STOPPED = "Waiting", "Running", "Done", "Stopped"
AT_WORK = (WAITING, RUNNING)
_WORK = "lead_intelligence.jobs.touch_backfill.work"
JOB_SECONDS = 1500
# Transactions that began before the last look may have been committed after it.
_OVERLAP = timedelta(minutes=10)


def begin_all() -> None:
	"""From the first record on, of all kinds; what is at work goes on. The jobs begin when this is committed."""
	for doctype, source in sources().items():
		state = _state(doctype)
		if state.status in AT_WORK:
			continue
		total = frappe.db.count(doctype, dict(source.filters))
		fresh = {"status": WAITING, "records_total": total, "last_record": None, "finished_at": None}
		fresh |= dict.fromkeys(("records_done", "touches_recorded", "records_failed"), 0)
		_write(doctype, {**fresh, "started_at": None, "requested_by": frappe.session.user})
	frappe.db.after_commit.add(start)


def stop_all() -> None:
	"""What is recorded stays. The batch that is being read is ended."""
	for state in states():
		if state.status in AT_WORK and _locked(state.name, wait=True).status in AT_WORK:
			_write(state.name, {"status": STOPPED, "finished_at": now_datetime()})


def states() -> list[frappe._dict]:
	fields = ("name", "status", "records_done", "records_total", "touches_recorded", "records_failed")
	return frappe.get_all(DOCTYPE, fields=[*fields, "started_at", "finished_at", "modified"], order_by="name")


def start() -> None:
	"""A queue that does not answer is no reason to fail: the scheduler tries again."""
	try:
		frappe.enqueue(_WORK, queue="long", timeout=JOB_SECONDS)
	except Exception:
		frappe.logger("lead_intelligence").warning(
			"No job could be started to back-fill touches", exc_info=True
		)


def read_next() -> bool | None:
	"""One batch; to be committed. False if nothing is left to read, None if others are at all that is left."""
	for state in states():
		if state.status not in AT_WORK:
			continue
		locked, source = _locked(state.name), sources().get(state.name)
		if locked and locked.status in AT_WORK:
			_read_batch(locked, source) if source else _write(state.name, {"status": STOPPED})
			return True
		frappe.db.commit()
	return None if any(state.status in AT_WORK for state in states()) else False


def _read_batch(state: frappe._dict, source: Source) -> None:
	names = names_after(source, state.last_record)
	if not names:
		_write(source.doctype, {"status": DONE, "finished_at": now_datetime()})
		return
	# Before the first touch of it is recorded: by that time, back-filled touches are told from those that happen meanwhile.
	started_at = state.started_at or now_datetime()
	recorded = record_stored(source, names)
	done = state.records_done + len(names)
	values = {
		"status": RUNNING,
		"started_at": started_at,
		"last_record": names[-1],
		"records_done": done,
		# Those that were made meanwhile are read too.
		"records_total": max(state.records_total, done),
		"touches_recorded": state.touches_recorded + recorded.touches,
		"records_failed": state.records_failed + recorded.failed,
	}
	_write(source.doctype, values)


def look_again() -> None:
	"""What has changed since the last look, and what time alone has made a touch of. Commits after each batch."""
	for doctype, source in sources().items():
		now, since = now_datetime(), _state(doctype).looked_until
		if since:
			since -= _OVERLAP
			for filters in ({"modified": (">=", since)}, *(source.due(since, now) if source.due else ())):
				for names in names_of(source, filters):
					record_stored(source, names)
					frappe.db.commit()
		frappe.db.set_value(DOCTYPE, doctype, "looked_until", now, update_modified=False)
		frappe.db.commit()


def _state(doctype: str) -> frappe._dict:
	"""Its Lead Touch Source, made if there is none yet: from then on it is looked at again."""
	fields = ["status", "looked_until"]
	found = frappe.db.get_value(DOCTYPE, doctype, fields, as_dict=True)
	if not found:
		made = frappe.get_doc({"doctype": DOCTYPE, "source_doctype": doctype, "looked_until": now_datetime()})
		made.insert(ignore_permissions=True, ignore_if_duplicate=True)
		found = frappe._dict(status=None, looked_until=None)
	return found


def _locked(doctype: str, *, wait: bool = False) -> Any:
	fields = ["name", "status", "last_record", "records_done", "records_total", "touches_recorded"]
	fields += ["records_failed", "started_at"]
	return frappe.db.get_value(DOCTYPE, doctype, fields, as_dict=True, for_update=True, skip_locked=not wait)


def _write(doctype: str, values: dict[str, Any]) -> None:
	frappe.db.set_value(DOCTYPE, doctype, values)
