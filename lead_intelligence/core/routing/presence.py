"""Who is there: absent for a day or longer, or only outside of their working hours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from ..problems import Refused
from ..sla.working_calendar import WorkingCalendar
from .rep import Absence, Away
from .rep_profile import RepProfile

# Whoever was away for less has not lost touch, and begins again as if nothing had been.
LONG_ABSENCE_DAYS: Final = 5
LONG_ABSENCE: Final = timedelta(days=LONG_ABSENCE_DAYS)
_MOST_STEPS: Final = 100


class WorkingMoment:
	"""What a calendar says of one moment (naive, system time zone): worked out once for all reps who share it.

	`holidays`: days that are free beside the weekly ones.
	"""

	def __init__(self, calendar: WorkingCalendar, holidays: Collection[date], now: datetime) -> None:
		self.calendar = calendar
		self.holidays = holidays
		self.now = now
		local = calendar.local(now)
		self.day = local.date()
		self.hour = local.replace(minute=0, second=0, microsecond=0)
		self.is_working = calendar.is_working(now)

	@cached_property
	def next_at(self) -> datetime | None:
		"""When somebody works the next time; None where nobody ever does."""
		return self.now if self.is_working else self._next_from(self.now)

	@property
	def next_day(self) -> date:
		return self.calendar.day_of(self.next_at) if self.next_at else self.day

	@property
	def off_until(self) -> datetime | None:
		return None if self.is_working else self.next_at

	def after(self, day: date) -> datetime | None:
		"""The first working moment after that day; its end where nobody ever works."""
		beginning = self.calendar.beginning_of(day + timedelta(days=1))
		return self._next_from(beginning) or beginning

	def _next_from(self, at: datetime) -> datetime | None:
		try:
			return self.calendar.next_working_moment(at)
		except Refused:
			return None


def absence_of(profile: RepProfile, moment: WorkingMoment) -> Absence | None:
	if not profile.is_enabled:
		return Absence(why=Away.DISABLED_USER)
	if not profile.sells:
		return Absence(why=Away.NO_SALES_ROLE)
	if profile.has_left or profile.takes_no_leads:
		return Absence(why=Away.NO_NEW_LEADS)
	if profile.active_since and profile.active_since > moment.day:
		return Absence(why=Away.NO_NEW_LEADS, until=moment.calendar.beginning_of(profile.active_since))
	return _out_of_office(profile, moment.now) or _on_leave(profile, moment) or _on_holiday(moment)


def _out_of_office(profile: RepProfile, now: datetime) -> Absence | None:
	out = profile.out_of_office
	if out is None or (out.since and out.since > now) or (out.until and out.until <= now):
		return None
	return Absence(why=Away.OUT_OF_OFFICE, until=out.until)


def _on_leave(profile: RepProfile, moment: WorkingMoment) -> Absence | None:
	"""From the end of the last day of work on: whoever works no more before the leave is away already."""
	if not profile.leaves:
		return None
	day, until = moment.next_day, None
	for _step in range(_MOST_STEPS):
		leave = next((one for one in profile.leaves if one.has(day)), None)
		if leave is None:
			break
		until = moment.after(leave.last)
		if until is None:
			break
		day = moment.calendar.day_of(until)
	return Absence(why=Away.LEAVE, until=until) if until else None


def _on_holiday(moment: WorkingMoment) -> Absence | None:
	if moment.day not in moment.holidays:
		return None
	return Absence(why=Away.HOLIDAY, until=moment.after(moment.day))


def began_on(profile: RepProfile, moment: WorkingMoment) -> date | None:
	"""The last day on which the rep began to take leads, or came back from a long absence."""
	days = [profile.active_since, profile.back_since]
	out = profile.out_of_office
	if out and out.until and (out.since is None or out.until - out.since >= LONG_ABSENCE):
		days.append(moment.calendar.day_of(out.until))
	days += [one.last + timedelta(days=1) for one in profile.leaves if one.days >= LONG_ABSENCE_DAYS]
	return max((day for day in days if day and day <= moment.day), default=None)


def ramp_of(
	profile: RepProfile, moment: WorkingMoment, *, capacity: float, load: float, taken_today: int
) -> float:
	"""The share of the capacity that counts: what was there in the morning, and each day a larger part of what fits in. So
	nobody is flooded, and nobody who kept their leads is shut out."""
	began = began_on(profile, moment)
	if began is None or capacity <= 0:
		return 1.0
	passed = (moment.day - began).days
	if passed >= profile.ramp_up_days:
		return 1.0
	in_the_morning = max(load - taken_today, 0.0)
	share = (passed + 1) / (profile.ramp_up_days + 1)
	return min(1.0, in_the_morning / capacity + share)
