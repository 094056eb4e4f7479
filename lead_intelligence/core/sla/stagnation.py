"""Leads with which nothing happens any more: no touch, no next step and no change of stage for so many working days.

A day of the calendar's zone is a working day if its weekday has working times and it is no holiday; how long people work on
it makes no difference. The day of the last activity does not count, so that it is the same whether something happened in the
morning or at night: after an activity on a Friday and with a limit of one day, a lead is stagnant from the end of Monday on,
which is the beginning of Tuesday. A next step counts as activity at the moment for which it is planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from .clock import EARLIEST, LATEST
from .validation import EMPTY_WEEK
from .working_calendar import MOST_YEARS, WorkingCalendar

_DAY: Final = timedelta(days=1)
_MOST_DAYS: Final = MOST_YEARS * 366


class Ending(str, Enum):
	"""Why a lead is stagnant no more."""

	TOUCH = "Touch"
	NEXT_STEP = "Next Step"
	STAGE = "Stage Change"
	OTHER_LIMIT = "Other Limit"
	NOT_FOLLOWED = "No Longer Followed"
	MERGED = "Merged"
	DELETED = "Deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
	"""The latest of each that is known of a lead. `begun`: when it was created, or released if that was later. `step`: for
	when something is or was planned."""

	begun: datetime | None = None
	stage_since: datetime | None = None
	touch: datetime | None = None
	step: datetime | None = None

	@property
	def last(self) -> datetime | None:
		return max((at for at in (self.begun, self.stage_since, self.touch, self.step) if at), default=None)

	def ended_quiet_since(self, quiet_since: datetime) -> Ending | None:
		"""By what a quiet time that began then was over, if it was; by the latest that happened."""
		signs = ((self.touch, Ending.TOUCH), (self.stage_since, Ending.STAGE), (self.step, Ending.NEXT_STEP))
		later = [
			(at, ending) for at, ending in (*signs, (self.begun, Ending.STAGE)) if at and at > quiet_since
		]
		return max(later, key=lambda sign: sign[0])[1] if later else None


def stagnant_since(last_activity: datetime, limit_days: int, calendar: WorkingCalendar) -> datetime:
	"""The end of the last of so many working days, none of which is the day of the last activity. Refused where so many
	working days do not come within ten years."""
	day = calendar.day_of(last_activity)
	for counted in _working_days(day, _DAY, limit_days, calendar):
		day = counted
	return calendar.beginning_of(day + _DAY)


def quiet_before(now: datetime, limit_days: int, calendar: WorkingCalendar) -> datetime | None:
	"""A lead is stagnant now if and only if its last activity was before this moment; none is where it is None."""
	day = calendar.day_of(now)
	try:
		for counted in _working_days(day, -_DAY, limit_days, calendar):
			day = counted
	except Refused:
		return None
	return calendar.beginning_of(day)


def _working_days(since: date, step: timedelta, number: int, calendar: WorkingCalendar) -> Iterator[date]:
	"""So many, the nearest first, without the one from which they are counted."""
	if number < 1:
		raise ValueError(f"a limit of {number} working days")
	if not calendar.spans:
		raise Refused(EMPTY_WEEK)
	day = min(max(since, EARLIEST.date()), LATEST.date())
	for _looked_at in range(_MOST_DAYS):
		day += step
		if calendar.works_on(day):
			yield day
			number -= 1
			if not number:
				return
	message = "So many working days do not pass within {years} years. Shorten the limit, or correct the working calendar and its holidays."
	raise Refused(Problem(message=message, values={"years": MOST_YEARS}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
	"""A lead that was found to be stagnant: on which stage, and since when it has been quiet."""

	stage: str
	quiet_since: datetime


def ended_by(
	noted: Noted, stage: str | None, activity: Activity, before: datetime | None, *, is_followed: bool
) -> Ending | None:
	"""Why a lead that was noted is stagnant no more; None while it still is, also if what was learnt since makes it quiet for
	a shorter time. `before` is the moment of `quiet_before` by the present limit of its present stage."""
	if stage != noted.stage:
		return Ending.STAGE
	if not is_followed:
		return Ending.NOT_FOLLOWED
	if before is not None and activity.last is not None and activity.last < before:
		return None
	return activity.ended_quiet_since(noted.quiet_since) or Ending.OTHER_LIMIT
