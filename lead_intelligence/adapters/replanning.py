"""Running clocks are planned again, by one job for all that has changed meanwhile, when people are to work at other times than
before: a calendar, its holidays or a time zone is another.

Each request is counted, and the job notes up to which one it has done its work. So a request that comes while it works is
not lost, nor is one whose job was killed.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.calendars import spans_of
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.lead_time_zones import FIELD

_ASKED = "lead_intelligence_replanning_asked"
_DONE = "lead_intelligence_replanning_done"
_CALLED = "lead_intelligence_replanning_called"
# A job that was called and never came is called again after this time.
_CALL_SECONDS = 20
JOB = "lead_intelligence.jobs.clocks.replan_open_clocks"


def replan_soon() -> None:
	"""After the commit: until then the job would plan by what was before."""
	frappe.db.after_commit.add(_ask)


def _ask() -> None:
	"""What was changed is stored: nothing that goes wrong here may look as if it were not."""
	try:
		frappe.cache.incr(frappe.cache.make_key(_ASKED))
		call_if_asked()
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("running clocks are not planned again")


def call_if_asked() -> None:
	"""One call for all that comes before the job begins."""
	if _number(_ASKED) == _number(_DONE):
		return
	called = frappe.cache.make_key(_CALLED)
	if frappe.cache.set(called, 1, nx=True, ex=_CALL_SECONDS):
		try:
			frappe.enqueue(JOB, queue="long")
		except Exception:
			frappe.cache.delete(called)
			raise


def while_asked(replan: Callable[[], object]) -> None:
	"""For the job. First of all the next call is let through: for what comes from now on, a job must begin later than now."""
	frappe.cache.delete(frappe.cache.make_key(_CALLED))
	while (asked := _number(_ASKED)) != _number(_DONE):
		replan()
		frappe.cache.set(frappe.cache.make_key(_DONE), asked)


def _number(key: str) -> int:
	return int(frappe.cache.get(frappe.cache.make_key(key)) or 0)


def replan_if_calendar_changed(doc: Document) -> None:
	before = doc.get_doc_before_save()
	if before is None or _of_calendar(before) != _of_calendar(doc):
		replan_soon()


def _of_calendar(doc: Document) -> tuple[object, ...]:
	return doc.time_zone or None, doc.holiday_list or None, bool(doc.is_default), frozenset(spans_of(doc))


def replan_if_holidays_changed(doc: Document) -> None:
	before = doc.get_doc_before_save()
	if _days(before) != _days(doc):
		replan_soon()


def _days(doc: Document | None) -> frozenset[str]:
	return frozenset(str(holiday.holiday_date) for holiday in doc.holidays) if doc else frozenset()


def replan_if_zone_changed(doc: Document) -> None:
	"""Of a site."""
	_replan_if_any_changed(doc, "time_zone")


def replan_if_company_changed(doc: Document) -> None:
	_replan_if_any_changed(doc, FIELD, "default_holiday_list")


def replan_if_territory_changed(doc: Document) -> None:
	"""A new one is no lead's yet."""
	if doc.get_doc_before_save():
		_replan_if_any_changed(doc, FIELD, "parent_territory")


def _replan_if_any_changed(doc: Document, *fields: str) -> None:
	before = doc.get_doc_before_save() or frappe._dict()
	if any((before.get(field) or None) != (doc.get(field) or None) for field in fields):
		replan_soon()
