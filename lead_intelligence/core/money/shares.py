"""What of an amount is paid with each payment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from .apportion import EXACT, rounded

PLACES = 9
"""With so many decimals the database keeps amounts."""


def paid_shares(net: Decimal, asked: Decimal, paid: Iterable[tuple[date, Decimal]]) -> dict[date, Decimal]:
	"""By day, what of `net` was paid: the part that the payments of that day are of what is asked for. All of them until a day come to just the
	part of all payments until then, so that they come to `net` once all that is asked for is paid. Nought where nothing is asked for."""
	found: dict[date, Decimal] = {}
	so_far, told = Decimal(0), Decimal(0)
	for day, amount in sorted(paid):
		so_far = EXACT.add(so_far, amount)
		share = Decimal(0)
		if asked:
			share = rounded(EXACT.divide(EXACT.multiply(net, so_far), asked), PLACES)
		found[day] = EXACT.add(found.get(day, Decimal(0)), EXACT.subtract(share, told))
		told = share
	return found
