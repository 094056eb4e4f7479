"""Figures as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...core.funnel.cases import Ladder
from ...core.funnel.outcomes import on_ladder
from ...core.funnel.passage import Elapsed, within
from ...core.funnel.stages import StageCounts, reached
from ...core.metrics.conversion import share_interval
from ...core.metrics.quantile import spread_of

FEWEST_CASES: Final = 20
"""A rate of fewer is marked."""


def rate_of(part: int, whole: int) -> dict[str, Any]:
	"""With the range that chance leaves to it (Wilson, 95 %). The rate of no cases is null."""
	interval = share_interval(part, whole)
	return {
		"cases": part,
		"of": whole,
		"rate": part / whole if whole else None,
		"low": interval.low if interval else None,
		"high": interval.high if interval else None,
		"is_of_few": 0 < whole < FEWEST_CASES,
	}


def reached_stages(counts: StageCounts, ladder: Ladder) -> list[int]:
	"""By rung, how many cases came to it or to a later one."""
	climbed = on_ladder(counts, ladder)
	return [reached(climbed, place) for place in range(len(ladder.rungs))]


def unknown_rate(part: int) -> dict[str, Any]:
	"""Of cases of which nobody knows how many there were."""
	return {"cases": part, "of": None, "rate": None, "low": None, "high": None, "is_of_few": False}


def day_figures(days: Mapping[int, int], limits: Sequence[int], of: int) -> dict[str, Any] | None:
	"""`of`: all that reached the stage from which the days count. None for no cases."""
	spread = spread_of(days)
	if spread is None:
		return None
	return {
		"cases": spread.cases,
		"mean": spread.mean,
		"median": spread.median,
		"p90": spread.p90,
		"min": spread.least,
		"max": spread.most,
		"negative": spread.negative,
		"within": [
			{
				"days": limit,
				"cases": (count := within(days, limit)),
				"share": count / spread.cases,
				"share_of_reached": count / of if of else None,
			}
			for limit in limits
		],
	}


def elapsed_figures(elapsed: Elapsed | None) -> dict[str, Any] | None:
	if elapsed is None:
		return None
	return {
		"cases": elapsed.cases,
		"mean": elapsed.mean,
		"median": elapsed.median,
		"p90": elapsed.p90,
		"min": elapsed.least,
		"max": elapsed.most,
		"negative": elapsed.negative,
	}
