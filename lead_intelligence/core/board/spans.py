"""The days that a dashboard is about, the days that they are compared with, and into what parts its charts divide them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from ..reporting.period import Period
from ..reporting.result import Sentence


class Span(str, Enum):
	"""`value`: as it is chosen, and remembered."""

	WEEK = "last_7_days"
	THIRTY_DAYS = "last_30_days"
	QUARTER_YEAR = "last_90_days"
	YEAR = "last_365_days"
	THIS_MONTH = "this_month"
	THIS_QUARTER = "this_quarter"
	THIS_YEAR = "this_year"


WORDS: Final[Mapping[Span, Sentence]] = {
	Span.WEEK: Sentence(text="Last 7 Days"),
	Span.THIRTY_DAYS: Sentence(text="Last 30 Days"),
	Span.QUARTER_YEAR: Sentence(text="Last 90 Days"),
	Span.YEAR: Sentence(text="Last 365 Days"),
	Span.THIS_MONTH: Sentence(text="This Month"),
	Span.THIS_QUARTER: Sentence(text="This Quarter"),
	Span.THIS_YEAR: Sentence(text="This Year"),
}
DEFAULT: Final = Span.THIRTY_DAYS
_DAYS: Final = {Span.WEEK: 7, Span.THIRTY_DAYS: 30, Span.QUARTER_YEAR: 90, Span.YEAR: 365}
_MONTHS: Final = {Span.THIS_MONTH: 1, Span.THIS_QUARTER: 3, Span.THIS_YEAR: 12}


class Grain(str, Enum):
	"""A part of the calendar, as `Dimension` calls it."""

	DAY = "Day"
	WEEK = "Week"
	MONTH = "Month"


_LONGEST_BY_DAY: Final = 31
_LONGEST_BY_WEEK: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
	"""`before`: what the period is compared with; None where the calendar does not go that far back."""

	period: Period
	before: Period | None

	@property
	def grain(self) -> Grain:
		return grain_of(self.period)


def read_span(value: object) -> Span:
	"""The one chosen, or the usual one where nothing was. Raises Refused for what is not among the choices."""
	if value is None or value == "":
		return DEFAULT
	try:
		return Span(value)
	except ValueError:
		raise Refused(
			Problem(
				place="Period",
				message="'{text}' is not among the choices. Choose one of: {choices}.",
				values={"text": str(value)[:140], "choices": ", ".join(one.value for one in Span)},
			)
		) from None


def days_of(span: Span, today: date) -> Days:
	"""With today. The last so many days are compared with as many days before them; what has passed of a month, a quarter or a year
	with the same part of the one before, which ends with its last day where it is shorter."""
	if span in _DAYS:
		number = _DAYS[span]
		period = Period(first=today - timedelta(days=number - 1), last=today)
		earlier = period.first - timedelta(days=1)
		return Days(period=period, before=Period(first=period.first - timedelta(days=number), last=earlier))
	months = _MONTHS[span]
	first = date(today.year, (today.month - 1) // months * months + 1, 1)
	then = _months_earlier(first, months)
	last = min(_months_earlier(today, months), first - timedelta(days=1))
	return Days(period=Period(first=first, last=today), before=Period(first=then, last=last))


def grain_of(period: Period) -> Grain:
	"""So that a chart has at least four points where there are four days, and at most as many as can be told apart."""
	if period.days <= _LONGEST_BY_DAY:
		return Grain.DAY
	return Grain.WEEK if period.days <= _LONGEST_BY_WEEK else Grain.MONTH


def parts_of(period: Period, grain: Grain) -> list[str]:
	"""The names of all parts that have a day in the period, in order: 2026-01-31, 2026-W05 (ISO 8601), 2026-01."""
	found: dict[str, None] = {}
	for number in range(period.days):
		found[part_of(period.first + timedelta(days=number), grain)] = None
	return list(found)


def part_of(day: date, grain: Grain) -> str:
	if grain is Grain.DAY:
		return day.isoformat()
	if grain is Grain.WEEK:
		year, week, _weekday = day.isocalendar()
		return f"{year:04}-W{week:02}"
	return f"{day.year:04}-{day.month:02}"


def _months_earlier(day: date, months: int) -> date:
	years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
	return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
