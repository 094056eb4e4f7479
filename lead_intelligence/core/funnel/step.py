"""From one stage to another: how many of the leads that came to the first came to the second, and how long it took them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ..metrics.quantile import Spread, spread_of
from ..metrics.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
	"""What is counted of a lead that came to the first stage. `came`: to the second as well, or beyond. `days`: calendar days from one to
	the other, below nought where the second came first; None unless both days are known."""

	is_ripe: bool = True
	came: bool = False
	days: int | None = None


Crossings = Mapping[Crossing, int]
LIMITS: Final = (7, 30, 90)
"""Days within which it is told how many came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
	"""`ripe`: of the leads that are old enough to be judged, those that came to the second stage. `unripe`: too young, and not there yet.
	`waiting`: old enough, and not there. `young`: all that are too young. `days`: of those whose days are known.
	`within`: how many of these came within each of `LIMITS`; also those that were there before."""

	leads: int
	came: int
	ripe: Tally
	waiting: int
	unripe: int
	young: int
	days: Spread | None
	within: Mapping[int, int]


def step_figures(crossings: Crossings) -> StepFigures:
	leads = came = ripe = ripe_came = 0
	by_days: dict[int, int] = {}
	for crossing, count in crossings.items():
		leads += count
		came += count * crossing.came
		ripe += count * crossing.is_ripe
		ripe_came += count * (crossing.is_ripe and crossing.came)
		if crossing.came and crossing.days is not None:
			by_days[crossing.days] = by_days.get(crossing.days, 0) + count
	return StepFigures(
		leads=leads,
		came=came,
		ripe=Tally(leads=ripe, won=ripe_came),
		waiting=ripe - ripe_came,
		unripe=(leads - ripe) - (came - ripe_came),
		young=leads - ripe,
		days=spread_of(by_days),
		within={limit: sum(by_days[days] for days in by_days if days <= limit) for limit in LIMITS},
	)


def together(several: Iterable[Crossings]) -> Crossings:
	"""Counts of several groups as those of one."""
	found: dict[Crossing, int] = {}
	for crossings in several:
		for crossing, count in crossings.items():
			found[crossing] = found.get(crossing, 0) + count
	return found
