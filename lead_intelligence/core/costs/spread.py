"""A cost spread over its days: each gets the same, to the smallest coin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..reporting.period import Period

# As many as the database keeps.
_DECIMALS = 9


def part_of(amount: Decimal, days: Period, period: Period, places: int) -> Decimal:
	"""How much of an amount that is for `days` falls into the period. `places`: the decimals of its currency. Largest remainder: of
	two days, none gets more than one coin more than the other, and those that get one more are spread evenly. The parts of periods
	that follow one another add up to the amount, and those of its days do."""
	first, last = max(days.first, period.first), min(days.last, period.last)
	if last < first:
		return Decimal(0)
	until = _until(amount, days, last, places)
	before = first.toordinal() - 1
	if before < days.first.toordinal():
		return until
	return until - _until(amount, days, date.fromordinal(before), places)


def _until(amount: Decimal, days: Period, last: date, places: int) -> Decimal:
	"""What falls on the days up to this one: whole coins, and on the last day all that is left. (The quotas of Hare, rounded down as
	they add up.)"""
	if last >= days.last:
		return amount
	passed = (last - days.first).days + 1
	stored = int(abs(amount).scaleb(_DECIMALS))
	coins = stored * passed // (days.days * 10 ** (_DECIMALS - places))
	return Decimal(coins).scaleb(-places).copy_sign(amount) if coins else Decimal(0)
