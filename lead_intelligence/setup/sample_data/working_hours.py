"""When things happen at a company: on working days, between half past eight and six."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

_OPENS, _MINUTES = time(8, 30), 570


def at_work(day: datetime, chance: random.Random) -> datetime:
	"""Some moment of the working day that `day` is or comes before."""
	weekday = day.weekday()
	if weekday > 4:
		day += timedelta(days=7 - weekday)
	minutes = int(chance.random() * _MINUTES)
	return datetime.combine(day.date(), _OPENS) + timedelta(
		minutes=minutes, seconds=int(chance.random() * 60)
	)


def days_later(moment: datetime, days: float, chance: random.Random) -> datetime:
	"""A moment of a later working day, usually some `days` on: sometimes the next day, sometimes three times as long."""
	return at_work(moment + timedelta(days=max(1.0, days * (0.3 + 2 * chance.random() ** 2))), chance)


def hours_later(moment: datetime, chance: random.Random) -> datetime:
	"""Later on the same day if it has the hours left, else on the next working day."""
	later = moment + timedelta(minutes=12 + int(chance.random() * 240))
	if later.date() == moment.date() and later.time() < time(18, 0):
		return later
	return at_work(moment + timedelta(days=1), chance)
