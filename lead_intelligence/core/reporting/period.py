"""The days that a report is about."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..problems import Problem, Refused

LONGEST_YEARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
	"""From the first to the last day, both included. Raises Refused when they are the wrong way round, or too far apart."""

	first: date
	last: date

	def __post_init__(self) -> None:
		if self.last < self.first:
			raise Refused(
				Problem(
					message="From Date ({first}) is after To Date ({last}). Choose an earlier From Date or a later To Date.",
					values={"first": self.first.isoformat(), "last": self.last.isoformat()},
				)
			)
		if self.days > LONGEST_YEARS * 366:
			raise Refused(
				Problem(
					message="From Date and To Date are more than {years} years apart. Choose a shorter period.",
					values={"years": LONGEST_YEARS},
				)
			)

	@property
	def days(self) -> int:
		return (self.last - self.first).days + 1

	@property
	def begin(self) -> datetime:
		"""The first moment that is in it. Naive, as the days are."""
		return datetime.combine(self.first, time.min)

	@property
	def end(self) -> datetime:
		"""The first moment that is not in it any more."""
		return datetime.combine(self.last, time.min) + timedelta(days=1)

	def before(self) -> Period | None:
		"""The period that it is compared with: as many whole months before whole months, else as many days. None where there is
		none, because the calendar does not go that far back."""
		try:
			last = self.first - timedelta(days=1)
			if self._is_of_whole_months():
				return Period(first=_months_earlier(self.first, self._months()), last=last)
			return Period(first=self.first - timedelta(days=self.days), last=last)
		except (OverflowError, ValueError):
			return None

	def _is_of_whole_months(self) -> bool:
		return self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]

	def _months(self) -> int:
		return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def ripe_before(today: date, days: int) -> datetime:
	"""What is from before this moment is at least so many days old today, and old enough for what has not become of it to count."""
	return datetime.combine(today, time.min) - timedelta(days=days - 1)


def _months_earlier(first: date, months: int) -> date:
	years, month = divmod(first.year * 12 + first.month - 1 - months, 12)
	return date(years, month + 1, 1)
