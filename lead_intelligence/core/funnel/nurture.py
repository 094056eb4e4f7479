"""Of the leads that were put into nurture, how many came back, and how many were converted then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..metrics.quantile import Spread, spread_of
from ..metrics.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Nurtured:
	"""What is counted of a lead that was put into nurture. `is_ripe`: so long ago that its time is over. `came_back`, `converted`: within that
	time. `days`: calendar days until it came back; None where it did not."""

	is_ripe: bool = True
	came_back: bool = False
	converted: bool = False
	days: int | None = None


NurturedCounts = Mapping[Nurtured, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NurtureFigures:
	"""`back` and `yielded`: of the ripe leads, those that came back, and those that were converted. `waiting`: ripe, and did not come back.
	`unripe`: did not come back yet, and may still do so in time. `young`: all whose time is not over. `days`: of all that came back."""

	leads: int
	came_back: int
	converted: int
	back: Tally
	yielded: Tally
	waiting: int
	unripe: int
	young: int
	days: Spread | None


def nurture_figures(counts: NurturedCounts) -> NurtureFigures:
	def number(cases: Iterable[int]) -> int:
		return sum(cases)

	ripe = {case: leads for case, leads in counts.items() if case.is_ripe}
	of_ripe, leads = number(ripe.values()), number(counts.values())
	came_back = number(n for case, n in counts.items() if case.came_back)
	ripe_back = number(n for case, n in ripe.items() if case.came_back)
	ripe_converted = number(n for case, n in ripe.items() if case.converted)
	days: dict[int, int] = {}
	for case, n in counts.items():
		if case.came_back and case.days is not None:
			days[case.days] = days.get(case.days, 0) + n
	return NurtureFigures(
		leads=leads,
		came_back=came_back,
		converted=number(n for case, n in counts.items() if case.converted),
		back=Tally(leads=of_ripe, won=ripe_back),
		yielded=Tally(leads=of_ripe, won=ripe_converted),
		waiting=of_ripe - ripe_back,
		unripe=(leads - of_ripe) - (came_back - ripe_back),
		young=leads - of_ripe,
		days=spread_of(days),
	)


def all_nurtured(several: Iterable[NurturedCounts]) -> NurturedCounts:
	"""Counts of several groups as those of one."""
	found: dict[Nurtured, int] = {}
	for counts in several:
		for case, leads in counts.items():
			found[case] = found.get(case, 0) + leads
	return found
