"""Whether sales from before some day are missing: records often begin later than the leads that they are about.

If sales came as fast and as often before the first recorded one as they did after it, so many would be expected before it; their
number would be Poisson's. None of seven expected is met once in a thousand times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from typing import Final

from ..metrics.quantile import Counts

TOO_MANY_MISSING: Final = 7.0


def expected_before(first_won: int, entered: Mapping[int, int], days_to_won: Counts) -> float:
	"""`first_won`: the day of the first sale, as `date.toordinal` counts. `entered`: by day of entry, how many cases. `days_to_won`: of the
	won, by days from entry. They are won as often as all of them are. 0 where nothing is known."""
	before = {day: cases for day, cases in entered.items() if day < first_won}
	won, cases = sum(days_to_won.values()), sum(entered.values())
	if not before or not won or not cases:
		return 0.0
	days = sorted(days_to_won)
	up_to = list(accumulate(days_to_won[day] for day in days))
	rate = won / cases

	def share_within(limit: int) -> float:
		place = bisect_right(days, limit)
		return up_to[place - 1] / won if place else 0.0

	return sum(number * rate * share_within(first_won - day - 1) for day, number in before.items())
