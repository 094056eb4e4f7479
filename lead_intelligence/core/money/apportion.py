"""Amounts rounded so that what is shown adds up to its total: the method of the largest remainder (Hamilton's)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=100)
"""More digits than any sum has: to add up must lose nothing."""


def apportion(amounts: Sequence[Decimal], places: int) -> list[Decimal]:
	"""Each amount with so many decimal places, in the same order, less than one unit of the last place away from what it was. They
	add up to `rounded` of the exact sum. What is left after all were rounded down goes, a unit each, to those that lost most by it; of
	equals, to the first. Amounts may be below nought."""
	unit = Decimal(1).scaleb(-places)
	lower = [amount.quantize(unit, ROUND_FLOOR, EXACT) for amount in amounts]
	total = rounded(exact_sum(amounts), places)
	left = int(EXACT.divide(EXACT.subtract(total, exact_sum(lower)), unit))
	lost = [EXACT.subtract(amount, low) for amount, low in zip(amounts, lower, strict=True)]
	first = sorted(range(len(lost)), key=lambda place: (-lost[place], place))[:left]
	for place in first:
		lower[place] = EXACT.add(lower[place], unit)
	return lower


def rounded(amount: Decimal, places: int) -> Decimal:
	"""Halves away from nought, as on paper."""
	return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def exact_sum(amounts: Sequence[Decimal]) -> Decimal:
	found = Decimal(0)
	for amount in amounts:
		found = EXACT.add(found, amount)
	return found
