"""What those who are to hear of a clock are told: whom it is about, how late it is or how soon due, what to do, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from frappe import _
from frappe.utils import escape_html, format_datetime, get_fullname

from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock
from lead_intelligence.core.sla.terms import Hours

_MOST_NAMED = 5
_By = Mapping[Purpose, Callable[[str | None], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
	"""One clock that somebody is told of. `who`: the lead as people call it, written by outsiders. `is_new_owner`: whoever is told
	owns the lead from now on."""

	lead: str
	who: str
	owner: str | None
	clock: ResponseClock
	hours: Hours
	now: datetime
	is_new_owner: bool = False

	@property
	def is_overdue(self) -> bool:
		return self.clock.is_overdue(self.now)


def sentence_of(
	told: Told, language: str | None, *, reader: str | None = None, is_markup: bool = True
) -> str:
	"""As the desk shows notices, unless it is to be plain text. `reader`: who needs not be told that the lead is theirs."""
	written = (lambda text: str(escape_html(text))) if is_markup else str
	who = f"<b>{written(told.who)}</b>" if is_markup else told.who
	parts = [_how_it_stands(told, who, language)]
	if told.is_new_owner:
		parts.append(_("The lead is yours now.", language))
	elif told.owner != reader:
		whose = _("It is the lead of {0}.", language).format(written(str(get_fullname(told.owner))))
		parts.append(whose if told.owner else _("Nobody owns the lead.", language))
	if told.clock.policy and told.clock.grade:
		asked = (written(told.clock.policy), written(told.clock.grade))
		parts.append(_("By the policy {0}, for grade {1}.", language).format(*asked))
	elif told.clock.policy:
		parts.append(_("By the policy {0}.", language).format(written(told.clock.policy)))
	return " ".join(parts)


def _how_it_stands(told: Told, who: str, language: str | None) -> str:
	clock, purpose, working = told.clock, told.clock.purpose, told.hours.working
	due = format_datetime(clock.due_at)
	if clock.answered_at:
		late = span_text(working.working_time(clock.due_at, clock.answered_at), language)
		return _ANSWERED[purpose](language).format(who, late, due)
	if not clock.is_open:
		because = _(clock.closed_because.value, language) if clock.closed_because else ""
		said = _(
			"Nobody had answered {0}, which was due by {1}, when its clock ended: {2}. There is nothing left to do.",
			language,
		)
		return said.format(who, due, because)
	seen_at = clock.paused_since or told.now
	if told.is_overdue:
		late = span_text(working.working_time(clock.due_at, seen_at), language)
		return _LATE[purpose](language).format(who, due, late)
	left = span_text(working.working_time(seen_at, clock.due_at), language)
	return _SOON[purpose](language).format(who, due, left)


_SOON: _By = {
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
_LATE: _By = {
	Purpose.FIRST_RESPONSE: lambda language: _(
		"{0} still waits for an answer, which was due by {1}: {2} of working time late. Please answer now.",
		language,
	),
	Purpose.ACCEPTANCE: lambda language: _(
		"Nobody has accepted or refused {0} yet, which was due by {1}: {2} of working time late. Please do it now.",
		language,
	),
	Purpose.NEXT_TOUCH: lambda language: _(
		"{0} was to be contacted again by {1}: {2} of working time late. Please do it now.", language
	),
}
_ANSWERED: _By = {
	Purpose.FIRST_RESPONSE: lambda language: _(
		"{0} was answered {1} of working time after it was due ({2}).", language
	),
	Purpose.ACCEPTANCE: lambda language: _(
		"{0} was accepted or refused {1} of working time after it was due ({2}).", language
	),
	Purpose.NEXT_TOUCH: lambda language: _(
		"{0} was contacted again {1} of working time after it was due ({2}).", language
	),
}


def words_of(told: Sequence[Told], language: str | None, reader: str) -> str:
	"""Of several leads, how many wait, and some of their names."""
	if len(told) == 1:
		return sentence_of(told[0], language, reader=reader)
	waiting = [one for one in told if one.clock.is_open and not one.is_new_owner]
	over = [one for one in told if not one.clock.is_open]
	given = [one for one in told if one.clock.is_open and one.is_new_owner]
	parts = []
	if given:
		parts.append(_("{0} leads are yours now: {1}.", language).format(*_some(given, language)))
	if waiting:
		number, names = _some(waiting, language)
		late = sum(one.is_overdue for one in waiting)
		said = _("{0} leads wait for us, {1} of them too long: {2}.", language)
		parts.append(said.format(number, late, names))
	if over:
		said = _("{0} leads were answered too late, or not at all: {1}.", language)
		parts.append(said.format(*_some(over, language)))
	return " ".join(parts)


def _some(told: Sequence[Told], language: str | None) -> tuple[str, str]:
	names = ", ".join(escape_html(one.who) for one in told[:_MOST_NAMED])
	more = len(told) - _MOST_NAMED
	if more > 0:
		names = _("{0} and {1} more", language).format(names, more)
	return f"<b>{len(told)}</b>", names


def subject_of(told: Sequence[Told], language: str | None) -> str:
	"""Of a mail, in plain text."""
	if len(told) > 1:
		return _("{0} leads and their response times", language).format(len(told))
	(one,) = told
	if not one.clock.is_open:
		return _("Answered too late, or not at all: {0}", language).format(one.who)
	if one.is_overdue:
		return _("Overdue: {0}", language).format(one.who)
	return _("A lead waits for us: {0}", language).format(one.who)


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
