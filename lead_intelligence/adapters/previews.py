"""Previews of scoring models: begun, followed, kept and read. They write nothing to leads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_months, get_datetime, getdate, now_datetime

from lead_intelligence.adapters.policies import live_version
from lead_intelligence.adapters.refusals import refuse_model
from lead_intelligence.adapters.scoring_models import model_of
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.scoring.validation import gaps_of
from lead_intelligence.core.tuning.grade_changes import Cell

PREVIEW, CELL, MODEL = "Lead Scoring Preview", "Lead Scoring Preview Cell", "Lead Scoring Model"
UNFINISHED = ("Waiting", "Running")
DEFAULT_LOST_AFTER_DAYS = 180
_MONTHS_JUDGED = 12
# A batch takes about a second. Whoever has not been seen for this long was killed.
_SILENT_FOR = timedelta(minutes=3)
_WAITS_TOO_LONG = timedelta(minutes=1)


def begin_preview(model: Document, newer_than: date | None, lost_after_days: int) -> tuple[str, bool]:
	"""The name of the preview, and whether it was under way already. Raises a refusal when the model is unfinished."""
	refuse_gaps(model)
	under_way = _under_way(model.name)
	if under_way:
		return under_way, True
	live = live_version(model.company)
	preview = frappe.get_doc(
		{
			"doctype": PREVIEW,
			"model": model.name,
			"model_title": model.title,
			"company": model.company,
			"compared_with": live.name if live and live.name != model.name else None,
			"newer_than": newer_than,
			"lost_after_days": lost_after_days,
			"status": "Waiting",
			"seen_at": now_datetime(),
		}
	)
	preview.insert(ignore_permissions=True)
	frappe.enqueue(
		"lead_intelligence.jobs.preview.run_preview",
		queue="long",
		preview=preview.name,
		enqueue_after_commit=True,
	)
	return str(preview.name), False


def _under_way(model: str) -> str | None:
	"""The preview of the model that somebody works on, or is about to. Of two who ask at once the second waits until the
	first has made one, and then sees it: a lock shows what was committed since the transaction began."""
	frappe.db.get_value(MODEL, model, "name", for_update=True)
	preview = frappe.qb.DocType(PREVIEW)
	query = frappe.qb.from_(preview).select(preview.name, preview.status, preview.seen_at).for_update()
	rows = query.where((preview.model == model) & preview.status.isin(UNFINISHED)).run(as_dict=True)
	return next((row.name for row in rows if not is_silent(row)), None)


def refuse_gaps(model: Document) -> None:
	"""What has no grades or no rules yet can score nobody."""
	try:
		problems = gaps_of(model_of(model))
	except Refused as refusal:
		problems = refusal.problems
	refuse_model(problems)


def is_silent(preview: Any) -> bool:
	"""Whether nobody works on it any more although it says so."""
	return preview.status == "Running" and get_datetime(preview.seen_at) < now_datetime() - _SILENT_FOR


def waits_too_long(preview: Any) -> bool:
	return preview.status == "Waiting" and get_datetime(preview.seen_at) < now_datetime() - _WAITS_TOO_LONG


def status_of(preview: Any) -> tuple[str, str | None]:
	"""The status as of now and, where something went wrong, the sentence that says what."""
	if is_silent(preview):
		return "Failed", _("The preview was interrupted: its worker is gone. Preview again.")
	return preview.status, preview.problem


def state_of_model(model: Document) -> str:
	"""Changes whenever the model does."""
	return str(model.modified)


def default_newer_than() -> date:
	"""Leads of the last year are judged; of older ones is learned what to expect."""
	return getdate(add_months(now_datetime(), -_MONTHS_JUDGED))


def store_cells(preview: str, batch: int, cells: dict[Cell, list[str]]) -> None:
	for (before, after), names in cells.items():
		row = {"preview": preview, "grade_before": before, "grade_after": after, "batch": batch}
		content = {"leads": len(names), "names": json.dumps(names, ensure_ascii=False)}
		frappe.get_doc({"doctype": CELL, **row, **content}).db_insert()


def leads_of_cell(
	preview: str, before: str | None, after: str, start: int, page: int
) -> tuple[int, list[str]]:
	"""How many leads there are in a cell of the matrix, and the names of `page` of them from `start` on."""
	filters = {
		"preview": preview,
		"grade_before": before if before else ("is", "not set"),
		"grade_after": after,
	}
	rows = frappe.get_all(CELL, filters=filters, fields=["name", "leads"], order_by="batch")
	names: list[str] = []
	passed = 0
	for row in rows:
		if passed + row.leads > start and len(names) < page:
			inside = json.loads(frappe.db.get_value(CELL, row.name, "names"))
			names += inside[max(0, start - passed) : start - passed + page]
		passed += row.leads
	return passed, names[:page]


def delete_previews(names: Iterable[str]) -> None:
	for name in names:
		frappe.delete_doc(PREVIEW, name, ignore_permissions=True, force=True, delete_permanently=True)


def delete_previews_of(model: str) -> None:
	delete_previews(frappe.get_all(PREVIEW, filters={"model": model}, pluck="name"))
