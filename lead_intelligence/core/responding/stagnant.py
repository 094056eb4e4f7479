"""Leads with which nothing happens: how long already, and how many come and go as time passes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from ..reporting.choices import chosen
from ..reporting.period import Period
from ..reporting.result import Sentence
from ..sla.stagnation import Ending

BY_LEAD: Final = "Lead"
BY_OWNER: Final = "Lead Owner"
BY_STAGE: Final = "Stage"
BY_AGE: Final = "Age"
MONTH, QUARTER, WEEK = "Month", "Quarter", "Week"
IN_TIME: Final = (MONTH, QUARTER, WEEK)
_DAY: Final = timedelta(days=1)


def read_grouping(values: Mapping[str, object], groups: Collection[str]) -> str:
	"""What the rows tell apart. `groups`: all that there is beside leads, stages and ages. Raises Refused with a sentence."""
	return chosen(values, "group_by", "Group By", (BY_OWNER, BY_LEAD, BY_STAGE, BY_AGE, *groups), BY_OWNER)


class Age(str, Enum):
	"""For how many days nothing has happened."""

	WEEK = "7"
	FORTNIGHT = "14"
	MONTH = "30"
	QUARTER = "90"
	LONGER = "more"


MOST_DAYS: Final[Mapping[Age, int]] = {age: int(age.value) for age in Age if age is not Age.LONGER}
"""All but the last hold the days up to this number."""

AGES: Final[Mapping[str, Sentence]] = {
	Age.WEEK.value: Sentence(text="Up to 7 Days"),
	Age.FORTNIGHT.value: Sentence(text="8 to 14 Days"),
	Age.MONTH.value: Sentence(text="15 to 30 Days"),
	Age.QUARTER.value: Sentence(text="31 to 90 Days"),
	Age.LONGER.value: Sentence(text="More Than 90 Days"),
}


def age_of(days: int) -> Age:
	return next((age for age, most in MOST_DAYS.items() if days <= most), Age.LONGER)


class Way(str, Enum):
	"""How leads stop being stagnant, as far as it makes a difference to whoever works them."""

	TOUCH = "touch"
	STEP = "step"
	STAGE = "stage"
	OTHER = "other"


_WAYS: Final = {Ending.TOUCH: Way.TOUCH, Ending.NEXT_STEP: Way.STEP, Ending.STAGE: Way.STAGE}
ENDINGS: Final[Mapping[Way, tuple[str, ...]]] = {
	way: tuple(ending.value for ending in Ending if _WAYS.get(ending, Way.OTHER) is way) for way in Way
}
"""By way, the reasons that are stored for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
	"""A month, a quarter or a week, as far as it lies in the period. `first` and `last` are its days."""

	label: str
	first: date
	last: date

	@property
	def begin(self) -> datetime:
		return datetime.combine(self.first, time.min)

	@property
	def end(self) -> datetime:
		"""The first moment after it."""
		return datetime.combine(self.last + _DAY, time.min)


def stretches(period: Period, unit: str, today: date) -> tuple[Stretch, ...]:
	"""All of the period that have begun, the first one first. Of the first and the last, there may be only a part."""
	found: list[Stretch] = []
	day, last = period.first, min(period.last, today)
	while day <= last:
		following = min(_following(day, unit), last + _DAY)
		found.append(Stretch(label=label_of(day, unit), first=day, last=following - _DAY))
		day = following
	return tuple(found)


def label_of(day: date, unit: str) -> str:
	"""Such as 2026-03, 2026-Q1 or 2026-W10, weeks being those of ISO 8601."""
	if unit == MONTH:
		return f"{day:%Y-%m}"
	if unit == QUARTER:
		return f"{day.year}-Q{(day.month + 2) // 3}"
	year, week, _weekday = day.isocalendar()
	return f"{year}-W{week:02}"


def _following(day: date, unit: str) -> date:
	"""The first day of the next one."""
	if unit == WEEK:
		return day + timedelta(days=7 - day.weekday())
	months = 1 if unit == MONTH else 3 - (day.month - 1) % 3
	number = day.year * 12 + day.month - 1 + months
	return date(number // 12, number % 12 + 1, 1)


def standing_at(began: Mapping[date, int], ended: Mapping[date, int], days: Iterable[date]) -> list[int]:
	"""How many leads were stagnant at the end of each of the days, which rise. `began` and `ended`: how many came and went on a day."""
	changes = sorted([*began.items(), *((day, -leads) for day, leads in ended.items())])
	found: list[int] = []
	place = number = 0
	for day in days:
		while place < len(changes) and changes[place][0] <= day:
			number += changes[place][1]
			place += 1
		found.append(number)
	return found
