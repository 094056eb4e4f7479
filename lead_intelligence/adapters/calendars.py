"""Working calendars as admins keep them, for the domain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import frappe
from frappe.model.document import Document
from frappe.utils import get_system_timezone, getdate

from lead_intelligence.adapters.lead_time_zones import zone_of_company
from lead_intelligence.core.problems import Problem, Refused
from lead_intelligence.core.sla.validation import SPAN_ROW, problems_of, time_of_day, zone_named
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.sla.working_week import WEEKDAYS, Span

_DOCTYPE = "Lead Working Calendar"
_DEFAULT = "lead_intelligence_default_calendar"
_MIDNIGHT = timedelta(days=1)
_NINE_TO_FIVE = tuple(
	Span(weekday=weekday, start=timedelta(hours=9), end=timedelta(hours=17)) for weekday in range(5)
)
_MOST_KEPT = 256

_Stamp = tuple[object, ...]
_built: dict[tuple[str | None, ...], tuple[_Stamp, WorkingCalendar]] = {}


def calendar_of(
	name: str | None,
	company: str | None,
	zone: str | None = None,
	*,
	own_zone: str | None = None,
	own_holidays: str | None = None,
) -> WorkingCalendar:
	"""The calendar of that name, with the holidays of the company where it has no list of its own.

	Without a name, or where the calendar has been deleted since, the default one counts; where there is none either,
	Monday to Friday from 9 to 5. A list that is not there any more has no holidays. Its times are read off the clock of its
	own time zone, else of `zone`, else of the company's, else of the site's.

	`own_zone`, `own_holidays`: of somebody who works by the calendar, but by another clock or with other holidays.
	"""
	doc = _kept(_DOCTYPE, name) or _kept(_DOCTYPE, default_calendar())
	holiday_list = _kept("Holiday List", own_holidays) or _holiday_list(doc, company)
	zones = (own_zone, doc and doc.time_zone, zone, zone_of_company(company))
	key = (frappe.local.site, doc and doc.name, holiday_list and holiday_list.name, *zones)
	stamp = (doc and doc.modified, holiday_list and holiday_list.modified, get_system_timezone())
	known = _built.get(key)
	if known and known[0] == stamp:
		return known[1]
	calendar = _build(doc, holiday_list, zones)
	if len(_built) >= _MOST_KEPT:
		_built.clear()
	_built[key] = (stamp, calendar)
	return calendar


def public_holidays(
	name: str | None, company: str | None, own_holidays: str | None = None
) -> frozenset[date]:
	"""The days of the list that counts beside the weekly ones, which are free like any Sunday."""
	doc = _kept(_DOCTYPE, name) or _kept(_DOCTYPE, default_calendar())
	holiday_list = _kept("Holiday List", own_holidays) or _holiday_list(doc, company)
	if holiday_list is None:
		return frozenset()
	return frozenset(getdate(one.holiday_date) for one in holiday_list.holidays if not one.weekly_off)


def is_kept(name: str) -> bool:
	return _kept(_DOCTYPE, name) is not None


def _holiday_list(calendar: Document | None, company: str | None) -> Document | None:
	if calendar and (own := _kept("Holiday List", calendar.holiday_list)):
		return own
	if not company:
		return None
	return _kept("Holiday List", frappe.get_cached_value("Company", company, "default_holiday_list"))


def _kept(doctype: str, name: str | None) -> Document | None:
	"""A document as the cache has it, or None where it is gone."""
	if not name:
		return None
	try:
		return frappe.get_cached_doc(doctype, name)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None


def _build(
	doc: Document | None, holiday_list: Document | None, zones: Iterable[str | None]
) -> WorkingCalendar:
	system = ZoneInfo(get_system_timezone())
	# A server may lack a zone that another had.
	zone = next(filter(None, (zone_named(name) for name in zones if name)), None)
	return WorkingCalendar(
		spans=tuple(spans_of(doc)) if doc else _NINE_TO_FIVE,
		holidays=frozenset(_days(holiday_list)),
		zone=zone or system,
		system_zone=system,
	)


def _days(holiday_list: Document | None) -> Iterable[date]:
	return (getdate(holiday.holiday_date) for holiday in holiday_list.holidays) if holiday_list else ()


def spans_of(doc: Document) -> list[Span]:
	"""A day that ends at 00:00 ends at midnight."""
	return [
		Span(
			weekday=WEEKDAYS.index(row.weekday),
			start=_time(row.from_time, row.idx),
			end=_time(row.to_time, row.idx) or _MIDNIGHT,
		)
		for row in doc.spans
	]


def _time(value: timedelta | time | str, row: int) -> timedelta:
	if isinstance(value, timedelta):
		return value
	try:
		return time_of_day(str(value))
	except Refused as refusal:
		raise Refused(*(problem.at(SPAN_ROW, row=row) for problem in refusal.problems))


def clear_times_nobody_gave(doc: Document) -> None:
	"""Frappe puts the present moment, to the microsecond, where a new row has no time."""
	for row in doc.spans:
		for field in ("from_time", "to_time"):
			if row.is_new() and "." in str(row.get(field)):
				row.set(field, None)


def problems_in(doc: Document) -> tuple[Problem, ...]:
	"""Of a calendar in which no row lacks anything: Frappe itself says what is missing."""
	if any(row.weekday not in WEEKDAYS or row.from_time is None or row.to_time is None for row in doc.spans):
		return ()
	try:
		return problems_of(spans_of(doc), doc.time_zone)
	except Refused as refusal:
		return refusal.problems


def default_calendar() -> str | None:
	return frappe.cache.get_value(_DEFAULT, _stored_default) or None


def _stored_default() -> str:
	return frappe.db.get_value(_DOCTYPE, {"is_default": 1}, "name", order_by="modified desc") or ""


def make_default(doc: Document) -> None:
	"""No other calendar is the default any more."""
	others = {"is_default": 1, "name": ("!=", doc.name)}
	frappe.db.set_value(_DOCTYPE, others, "is_default", 0)


def forget_default() -> None:
	frappe.cache.delete_value(_DEFAULT)
	# Another request may read the old one until what was changed is committed.
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(_DEFAULT))
