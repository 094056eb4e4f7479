"""Imports of history, in the background: checked, entered and taken back."""

from __future__ import annotations

from datetime import timedelta
from time import sleep

import frappe
from frappe import _
from frappe.utils import now_datetime, strip_html

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.evaluation_runs import JOB_SECONDS
from lead_intelligence.adapters.history_imports import undoing
from lead_intelligence.adapters.history_imports.alone import at_it
from lead_intelligence.adapters.history_imports.references import ReferencesToLeads
from lead_intelligence.adapters.history_imports.state import (
	AT_WORK,
	IMPORT,
	UNDOING,
	UNDONE,
	fail,
	publish,
	start,
	stored,
	write,
)
from lead_intelligence.adapters.history_imports.work import Work
from lead_intelligence.adapters.refusals import in_words
from lead_intelligence.core.problems import Refused

# No chunk takes nearly as long, so whoever should be at work is not.
_SILENT_FOR = timedelta(minutes=3)
_TRIES = 5
_LEADS_LISTED = 100


def work(history_import: str) -> None:
	"""As whoever has asked for it, until it is done, or half the time that Frappe gives a job is over: then a successor goes on."""
	row = stored(history_import)
	if row is None or row.status not in AT_WORK:
		return
	frappe.set_user(row.requested_by or "Administrator")
	frappe.set_user_lang(frappe.session.user)
	goes_on = False
	with at_it(history_import) as is_ours:
		if is_ours:
			goes_on = _try_to_work(history_import)
	if goes_on:
		start(history_import)


def _try_to_work(name: str) -> bool:
	"""Whether there is more to do."""
	for left in range(_TRIES - 1, -1, -1):
		try:
			return _work(name)
		except Exception as error:
			frappe.db.rollback()
			if left and is_lost_transaction(error):
				sleep(1)
				continue
			_fail(name, error)
			break
	return False


def _work(name: str) -> bool:
	# What others have committed before it was ours is to be seen.
	frappe.db.commit()
	row = stored(name)
	if row is None or row.status not in AT_WORK:
		return False
	if row.status == UNDOING:
		_undo(name)
		return False
	return not Work(name).work(JOB_SECONDS / 2)


def _fail(name: str, error: Exception) -> None:
	if isinstance(error, Refused):
		sentence = " ".join(problem.text(_) for problem in in_words(error.problems))
	elif isinstance(error, frappe.ValidationError):
		sentence = strip_html(str(error))
	else:
		frappe.log_error(
			"Lead Intelligence: an import of history failed", reference_doctype=IMPORT, reference_name=name
		)
		sentence = _(
			"Something went wrong. The error is in the Error Log. What was entered so far stays: import again, or undo it."
		)
	fail(name, sentence[:1000])
	frappe.db.commit()


def _undo(name: str) -> None:
	row = stored(name)
	references = ReferencesToLeads()
	kept = list(row.progress.get("kept") or ()) if row else []
	while True:
		frappe.db.commit()
		row = stored(name, lock=True)
		if row is None or row.status != UNDOING:
			frappe.db.rollback()
			return
		leads = undoing.next_leads(name)
		if not leads:
			break
		kept += undoing.take_back(name, leads, references)
		done = int(row.progress.get("done") or 0) + len(leads)
		write(name, progress={**row.progress, "done": done, "kept": kept})
		frappe.db.commit()
		publish(name)
	undoing.delete_rest(name)
	findings = {"kept": kept[:_LEADS_LISTED]}
	write(name, status=UNDONE, undone_at=now_datetime(), leads_kept=len(kept), findings=findings, progress={})
	frappe.db.commit()
	publish(name)


def resume_lost() -> None:
	"""Every few minutes: what was begun and is worked at by nobody goes on."""
	long_ago = now_datetime() - _SILENT_FOR
	for name in frappe.get_all(
		IMPORT, {"status": ("in", AT_WORK), "modified": ("<", long_ago)}, pluck="name"
	):
		start(name)
