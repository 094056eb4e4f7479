"""Cases by the month, quarter or week in which they entered, and whether it is time to judge them."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from .stages import StageCounts

ByDay: TypeAlias = Mapping[tuple[int | None, int], int]
"""By the day of entry (as `date.toordinal` counts; None where nobody knows it) and the bits of the stages, how many cases."""


class Span(str, Enum):
	MONTH = "month"
	QUARTER = "quarter"
	WEEK = "week"
	"""From Monday to Sunday, named by the year and number of ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
	"""`counts`: of all its cases. `ripe`: of those that entered at least so many days ago that they can be judged."""

	name: str
	first: date
	last: date
	counts: StageCounts
	ripe: StageCounts

	@property
	def is_ripe(self) -> bool:
		"""All of it."""
		return sum(self.ripe.values()) == sum(self.counts.values())


def cohorts(by_day: ByDay, span: Span, as_of: date, ripe_days: int) -> tuple[Cohort, ...]:
	"""Oldest first; only those that have cases. Cases whose day of entry nobody knows are in none."""
	counts: dict[date, Counter[int]] = {}
	ripe: dict[date, Counter[int]] = {}
	for (day, mask), cases in by_day.items():
		if day is None:
			continue
		start = _start(date.fromordinal(day), span)
		counts.setdefault(start, Counter())[mask] += cases
		of_ripe = ripe.setdefault(start, Counter())
		if is_ripe(day, as_of, ripe_days):
			of_ripe[mask] += cases
	return tuple(
		Cohort(
			name=_name(start, span),
			first=start,
			last=_end(start, span),
			counts=counts[start],
			ripe=ripe[start],
		)
		for start in sorted(counts)
	)


def is_ripe(day: int, as_of: date, ripe_days: int) -> bool:
	return day + ripe_days <= as_of.toordinal()


def ripe_counts(by_day: ByDay, as_of: date, ripe_days: int) -> Counter[int]:
	found: Counter[int] = Counter()
	for (day, mask), cases in by_day.items():
		if day is not None and is_ripe(day, as_of, ripe_days):
			found[mask] += cases
	return found


def all_counts(by_day: ByDay) -> Counter[int]:
	found: Counter[int] = Counter()
	for (_, mask), cases in by_day.items():
		found[mask] += cases
	return found


def _start(day: date, span: Span) -> date:
	if span is Span.WEEK:
		return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
	return date(day.year, day.month if span is Span.MONTH else (day.month - 1) // 3 * 3 + 1, 1)


def _end(start: date, span: Span) -> date:
	if span is Span.WEEK:
		return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal()))
	month = start.month if span is Span.MONTH else start.month + 2
	return date(start.year, month, monthrange(start.year, month)[1])


def _name(start: date, span: Span) -> str:
	if span is Span.WEEK:
		year, week, _ = start.isocalendar()
		return f"{year}-W{week:02}"
	return f"{start:%Y-%m}" if span is Span.MONTH else f"{start.year}-Q{(start.month + 2) // 3}"
