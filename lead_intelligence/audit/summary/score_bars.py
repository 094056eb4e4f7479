"""The distribution of the scores, on the scale that the model tells them in."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from math import floor
from typing import Any

from ...core.metrics.count import Count
from ...core.metrics.distribution import bars
from ...core.metrics.tally import Tally
from ...core.scoring.compiled import CompiledModel
from ...core.scoring.model import Scale

_MOST_BARS = 21


def score_bars(model: CompiledModel, by_points: Mapping[int, Count]) -> list[dict[str, Any]]:
	"""Adjoining bars of whole numbers from `from` to `to`; a score with decimals belongs to the number below it."""
	found: dict[int, Count] = {}
	for points, count in by_points.items():
		place = found.setdefault(floor(model.scale.value(points)), Count())
		place.leads += count.leads
		place.decided += count.decided
		place.won += count.won
	highest = 100 if model.scale.scale is Scale.PERCENT else sys.maxsize
	by_leads = bars({place: Tally(leads=c.leads, won=c.won) for place, c in found.items()}, _MOST_BARS)
	decided = bars({place: Tally(leads=c.decided, won=c.won) for place, c in found.items()}, _MOST_BARS)
	return [
		{
			"from": bar.low,
			"to": min(bar.high, highest),
			"leads": bar.tally.leads,
			"outcome_known": known.tally.leads,
			"won": bar.tally.won,
		}
		for bar, known in zip(by_leads, decided, strict=True)
	]
