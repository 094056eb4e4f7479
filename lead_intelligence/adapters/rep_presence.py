"""Which reps are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from lead_intelligence.adapters.calendars import calendar_of, public_holidays
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.core.routing.presence import WorkingMoment, absence_of
from lead_intelligence.core.routing.rep import Absence
from lead_intelligence.core.routing.rep_profile import RepProfile


class Moments:
	"""One moment as the calendars of reps see it, looked up once for all who share one."""

	def __init__(self, now: datetime) -> None:
		self._now = now
		self._found: dict[tuple[str | None, ...], WorkingMoment] = {}

	def of(self, profile: RepProfile) -> WorkingMoment:
		key = (profile.calendar, profile.company, profile.time_zone, profile.holiday_list)
		if key not in self._found:
			self._found[key] = self._worked_out(*key)
		return self._found[key]

	def _worked_out(
		self, calendar: str | None, company: str | None, zone: str | None, holiday_list: str | None
	) -> WorkingMoment:
		working = calendar_of(calendar, company, own_zone=zone, own_holidays=holiday_list)
		return WorkingMoment(working, public_holidays(calendar, company, holiday_list), self._now)


def absences_of(users: Iterable[str], now: datetime) -> dict[str, Absence]:
	"""Those who take no leads for a day or longer, or at all, and why."""
	moments = Moments(now)
	found = {user: absence_of(profile, moments.of(profile)) for user, profile in profiles_of(users).items()}
	return {user: absence for user, absence in found.items() if absence}


def off_hours(users: Iterable[str], now: datetime) -> dict[str, datetime | None]:
	"""Those who do not work at this hour, and when they do again; None where nobody knows."""
	moments = Moments(now)
	of = {user: moments.of(profile) for user, profile in profiles_of(users).items()}
	return {user: moment.off_until for user, moment in of.items() if not moment.is_working}


def day_of(user: str, now: datetime) -> date:
	"""The day that it is by the rep's own clock."""
	return Moments(now).of(profiles_of([user])[user]).day
