"""How surprising it is that a figure differs from that of the week before, if nothing had changed but chance.

Each function gives a number of standard errors, above 0 where the figure rose. 1.96 to either side comes by chance in five of
a hundred weeks, 2.58 in one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import comb, copysign, erfc, exp, lgamma, log, sqrt
from statistics import NormalDist
from typing import Final

from ..reporting.result import Shape
from .figures import Figure, Observed

# How far single values lie apart, as nobody has measured it: deals as far as if they were spread exponentially, answering
# times by a factor of four and a half.
_SPREAD_OF_AMOUNTS: Final = 1.0
_SPREAD_OF_TIMES: Final = 1.5
# Of the sampling of a median, as a multiple of that of a mean: the square root of half of pi.
_OF_MEDIANS: Final = 1.2533
_FEWEST_EXPECTED: Final = 5
_FEW_TO_COUNT: Final = 50
_LEAST: Final = 1e-300
_DUST: Final = 1e-9
_NORMAL: Final = NormalDist()


def deviation(figure: Figure) -> float | None:
	"""In standard errors; None for a figure that chance has no part in, or of which too little is known to say."""
	now, before = figure.now, figure.before
	if now.value is None or before.value is None:
		return None
	way = _WAYS.get(figure.shape)
	return way(now, before) if way else None


def chance_of(deviation: float) -> float:
	"""How likely chance alone leads at least as far, to either side."""
	return erfc(abs(deviation) / sqrt(2))


def of_counts(count: float, before: float) -> float:
	"""Of two counts in equal times: of all that came in both, each came in one or the other as a coin falls. Of few, all ways in which the
	coin may fall are counted; else F. J. Anscombe, The transformation of Poisson, binomial and negative-binomial data, Biometrika 35
	(1948): the roots of counts all vary alike."""
	every = round(count + before)
	if every >= _FEW_TO_COUNT:
		return sqrt(2) * (sqrt(count + 3 / 8) - sqrt(before + 3 / 8))
	at_least = range(round(max(count, before)), every + 1)
	return _deviation_of(2 * sum(comb(every, one) for one in at_least) / 2**every, count - before)


def of_shares(part: int, cases: int, part_before: int, cases_before: int) -> float:
	"""Of `part` of so many `cases`: the test of two proportions with a common one; where that expects fewer than five cases anywhere,
	the exact test (R. A. Fisher, Statistical Methods for Research Workers, 1934)."""
	if not cases or not cases_before:
		return 0.0
	together = (part + part_before) / (cases + cases_before)
	if together in (0, 1):
		return 0.0
	difference = part / cases - part_before / cases_before
	if min(cases, cases_before) * min(together, 1 - together) >= _FEWEST_EXPECTED:
		return difference / sqrt(together * (1 - together) * (1 / cases + 1 / cases_before))
	return _deviation_of(_exact_chance(part, cases, part_before, cases_before), difference)


def _deviation_of(chance: float, difference: float) -> float:
	"""As many standard errors as come by so much chance, to the side of the difference."""
	if not difference or chance >= 1 - _DUST:
		return 0.0
	return copysign(-_NORMAL.inv_cdf(max(chance / 2, _LEAST)), difference)


def _exact_chance(part: int, cases: int, part_before: int, cases_before: int) -> float:
	"""That of all tables with the same margins which are no likelier than this one."""
	all_cases, parts = cases + cases_before, part + part_before

	def likelihood(one: int) -> float:
		return exp(_log_ways(cases, one) + _log_ways(cases_before, parts - one) - _log_ways(all_cases, parts))

	here = likelihood(part)
	every = (likelihood(one) for one in range(max(0, parts - cases_before), min(cases, parts) + 1))
	return min(1.0, sum(one for one in every if one <= here * (1 + 1e-7)))


def _log_ways(of: int, chosen: int) -> float:
	return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def of_amounts(amount: float, cases: int, before: float, cases_before: int) -> float:
	"""Of sums of as many amounts as come, of which neither the number nor each is certain. Of few cases it is never much: a single deal,
	however large, is what chance does."""
	each = 1 + _SPREAD_OF_AMOUNTS**2
	variance = each * (_per_case(amount, cases) + _per_case(before, cases_before))
	return (amount - before) / sqrt(variance) if variance else 0.0


def _per_case(amount: float, cases: int) -> float:
	return amount * amount / cases if cases else 0.0


def of_times(median: float, cases: int, before: float, cases_before: int) -> float:
	"""Of medians, by their ratio: an answer is late by a multiple rather than by so many minutes. What took no time at all counts as a
	hundredth of the other."""
	if not cases or not cases_before or not max(median, before) > 0:
		return 0.0
	least = max(median, before) / 100
	ratio = max(median, least) / max(before, least)
	return log(ratio) / (_OF_MEDIANS * _SPREAD_OF_TIMES * sqrt(1 / cases + 1 / cases_before))


def _counts(now: Observed, before: Observed) -> float | None:
	return of_counts(now.value or 0.0, before.value or 0.0)


def _shares(now: Observed, before: Observed) -> float | None:
	if now.cases is None or before.cases is None:
		return None
	return of_shares(
		round((now.value or 0.0) * now.cases),
		now.cases,
		round((before.value or 0.0) * before.cases),
		before.cases,
	)


def _amounts(now: Observed, before: Observed) -> float | None:
	if now.cases is None or before.cases is None:
		return None
	return of_amounts(now.value or 0.0, now.cases, before.value or 0.0, before.cases)


def _times(now: Observed, before: Observed) -> float | None:
	if now.cases is None or before.cases is None:
		return None
	return of_times(now.value or 0.0, now.cases, before.value or 0.0, before.cases)


_WAYS: Final[Mapping[Shape, Callable[[Observed, Observed], float | None]]] = {
	Shape.COUNT: _counts,
	Shape.SHARE: _shares,
	Shape.AMOUNT: _amounts,
	Shape.MINUTES: _times,
	Shape.DAYS: _times,
}
