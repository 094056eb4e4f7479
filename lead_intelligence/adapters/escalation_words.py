"""What those who are to hear of a clock are told: whom it is about, how late it is or how soon due, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from frappe import _
from frappe.utils import cstr, escape_html, format_datetime

from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock
from lead_intelligence.core.sla.terms import Hours

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
	"""One clock that somebody is told of. `who`: the lead as people call it, written by outsiders."""

	lead: str
	who: str
	grade: str | None
	clock: ResponseClock
	hours: Hours
	now: datetime


def sentence_of(told: Told, language: str | None) -> str:
	"""Markup, as the desk shows notices."""
	clock, working = told.clock, told.hours.working
	who = f"<b>{escape_html(told.who)}</b>"
	due = format_datetime(clock.due_at)
	if clock.answered_at:
		late = span_text(working.working_time(clock.due_at, clock.answered_at), language)
		return _("{0} was answered {1} of working time after it was due ({2}).", language).format(
			who, late, due
		)
	if told.now > clock.due_at:
		late = span_text(working.working_time(clock.due_at, told.now), language)
		return _LATE[clock.purpose](language).format(who, due, late)
	left = span_text(working.working_time(told.now, clock.due_at), language)
	return _SOON[clock.purpose](language).format(who, due, left)


_SOON = {
	Purpose.FIRST_RESPONSE: lambda language: _(
		"Please answer {0} by {1}: {2} of working time left.", language
	),
	Purpose.ACCEPTANCE: lambda language: _(
		"Please accept or refuse {0} by {1}: {2} of working time left.", language
	),
	Purpose.NEXT_TOUCH: lambda language: _(
		"Please contact {0} again by {1}: {2} of working time left.", language
	),
}
_LATE = {
	Purpose.FIRST_RESPONSE: lambda language: _(
		"{0} still waits for an answer, which was due by {1}: {2} of working time late. Please answer now.",
		language,
	),
	Purpose.ACCEPTANCE: lambda language: _(
		"Nobody has accepted or refused {0} yet, which was due by {1}: {2} of working time late.", language
	),
	Purpose.NEXT_TOUCH: lambda language: _(
		"{0} was to be contacted again by {1}: {2} of working time late.", language
	),
}


def many(told: Sequence[Told], language: str | None) -> str:
	names = ", ".join(escape_html(one.who) for one in told[:_MOST_NAMED])
	more = len(told) - _MOST_NAMED
	if more > 0:
		names = _("{0} and {1} more", language).format(names, more)
	late = sum(one.now > one.clock.due_at for one in told)
	return _("{0} leads wait for us, {1} of them too long: {2}.", language).format(
		f"<b>{len(told)}</b>", late, names
	)


def span_text(span: timedelta, language: str | None) -> str:
	"""In hours and minutes, which is how working time is spoken of."""
	minutes = int(span.total_seconds() // 60)
	if minutes < 1:
		return _("less than a minute", language)
	hours, minutes = divmod(minutes, 60)
	if not hours:
		return _("{0} min", language).format(minutes)
	return (
		_("{0} h {1} min", language).format(hours, f"{minutes:02}")
		if minutes
		else _("{0} h", language).format(hours)
	)


def called(lead_name: object, company_name: object, lead: str) -> str:
	who, company = cstr(lead_name or lead), cstr(company_name)
	return f"{who} ({company})" if company and company != who else who
