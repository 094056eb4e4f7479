"""Where an import is: its status, how far it has come, and who may do what with it next."""

from __future__ import annotations

import json
from typing import Any, Final

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.evaluation_runs import JOB_SECONDS

IMPORT: Final = "Lead History Import"
DRAFT, CHECKING, CHECKED, IMPORTING = "Draft", "Checking", "Checked", "Importing"
IMPORTED, UNDOING, UNDONE, FAILED = "Imported", "Undoing", "Undone", "Failed"
AT_WORK: Final = (CHECKING, IMPORTING, UNDOING)
PROGRESS_EVENT: Final = "lead_history_import_progress"
_WORK: Final = "lead_intelligence.jobs.history_imports.work"
_FIELDS: Final = (
	*(
		"name",
		"status",
		"requested_by",
		"progress",
		"findings",
		"error",
		"modified",
		"rows_read",
		"rows_accepted",
	),
	*("rows_refused", "leads_found", "leads_created", "entries_written", "facts_written", "leads_kept"),
)


def stored(name: str, *, lock: bool = False) -> frappe._dict | None:
	"""The import as it is now, with its `progress` as data."""
	row = frappe.db.get_value(IMPORT, name, _FIELDS, as_dict=True, for_update=lock)
	if row:
		row.progress = json.loads(row.progress or "{}")
	return row


def write(name: str, **values: Any) -> None:
	for column in ("progress", "findings"):
		if column in values and values[column] is not None:
			values[column] = json.dumps(values[column], ensure_ascii=False, default=str)
	frappe.db.set_value(IMPORT, name, values)


def has_entered(row: frappe._dict) -> bool:
	"""Whether anything of it may be in the journeys of leads."""
	return row.status in (IMPORTING, IMPORTED, UNDOING) or bool(
		row.status == FAILED and row.progress.get("entered")
	)


def begin(name: str, status: str, allowed: tuple[str, ...], refusal: str, **values: Any) -> None:
	"""Hands it over to a job, which begins when this is committed. One import is at work at a time."""
	# Whoever begins another one at the same moment waits here.
	frappe.db.get_value("DocType", IMPORT, "name", for_update=True)
	row = stored(name, lock=True)
	if row is None or row.status not in allowed:
		frappe.throw(refusal)
	other = frappe.db.get_value(
		IMPORT, {"status": ("in", AT_WORK), "name": ("!=", name)}, ["title", "status"], as_dict=True
	)
	if other:
		frappe.throw(
			_("'{0}' is being worked on: {1}. Wait until that is done.").format(
				frappe.utils.escape_html(other.title), _(other.status)
			)
		)
	write(name, status=status, requested_by=frappe.session.user, error=None, **values)
	frappe.db.after_commit.add(lambda: start(name))


def start(name: str) -> None:
	"""A queue that does not answer is no reason to fail: the scheduler tries again."""
	try:
		frappe.enqueue(_WORK, queue="long", timeout=JOB_SECONDS, job_id=job_id(name), history_import=name)
	except Exception:
		frappe.logger("lead_intelligence").warning(
			f"No job could be started for the import {name}", exc_info=True
		)


def job_id(name: str) -> str:
	return f"lead-history-import-{name}-{frappe.generate_hash(length=8)}"


def fail(name: str, sentence: str) -> None:
	"""What was entered stays, and can be gone on with or taken back."""
	write(name, status=FAILED, error=sentence)
	frappe.db.after_commit.add(lambda: publish(name))


def publish(name: str) -> None:
	"""To those who look at it, who are those that may read it."""
	frappe.publish_realtime(PROGRESS_EVENT, {"name": name, **figures(name)}, doctype=IMPORT, docname=name)


def figures(name: str) -> dict[str, Any]:
	"""How far it is. `share`: from 0 to 1; None while nobody knows."""
	row = stored(name) or frappe._dict(progress={})
	done, total = row.progress.get("done", 0), row.progress.get("total", 0)
	return {
		"status": row.status,
		"done": done,
		"total": total,
		"share": min(done / total, 1.0) if total else None,
		"error": row.error,
		"can_undo": bool(row.status in (IMPORTED, FAILED) and has_entered(row)),
		"can_go_on": bool(row.status == FAILED and row.progress.get("was") == IMPORTING),
		"updated_at": str(now_datetime()),
	}
