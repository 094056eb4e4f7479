"""Whether leads convert as often as their score promises: learned from some leads, checked on others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .conversion import Interval, rate_interval
from .expected_rate import ExpectedRate
from .tally import Tally, TallyByPoints, total

_BANDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBand:
	"""Leads with `low` to `high` points: the rate that was expected of them, and what came of them."""

	low: int
	high: int
	tally: Tally
	expected: float
	interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
	"""`expected` and `observed`: rates over all checked leads. `error`: how far the bands lie from what was expected of
	them on average, weighted by their leads. `brier`: mean squared distance of expectation and outcome, per lead."""

	leads: int
	expected: float
	observed: float
	error: float
	brier: float
	bands: tuple[CalibrationBand, ...]


def calibration(parts: Iterable[tuple[TallyByPoints, TallyByPoints]]) -> Calibration | None:
	"""Each part is (leads learned from, leads checked). None unless some part has both."""
	tallies: dict[int, list[Tally]] = {}
	sums: dict[int, float] = {}
	squares = 0.0
	for learned, checked in parts:
		if not total(learned.values()).leads:
			continue
		rate = ExpectedRate(learned)
		# In one order, whichever way the leads came: sums of fractions depend on it in their last digits.
		for points in sorted(checked):
			tally, expected = checked[points], rate.at(points)
			tallies.setdefault(points, []).append(tally)
			sums[points] = sums.get(points, 0.0) + expected * tally.leads
			squares += tally.won * (1 - expected) ** 2 + tally.lost * expected**2
	by_points = {points: total(found) for points, found in tallies.items()}
	everyone = total(by_points.values())
	if not everyone.leads:
		return None
	bands = tuple(_bands(by_points, sums, everyone.leads))
	return Calibration(
		leads=everyone.leads,
		expected=sum(sums[points] for points in sorted(sums)) / everyone.leads,
		observed=everyone.won / everyone.leads,
		error=sum(abs(band.expected * band.tally.leads - band.tally.won) for band in bands) / everyone.leads,
		brier=squares / everyone.leads,
		bands=bands,
	)


def _bands(by_points: TallyByPoints, sums: dict[int, float], leads: int) -> Iterable[CalibrationBand]:
	"""Up to ten bands of about equally many leads. Leads with equal points stay together."""
	inside: list[int] = []
	passed = closed = 0
	for points in sorted(points for points, tally in by_points.items() if tally.leads):
		inside.append(points)
		passed += by_points[points].leads
		if passed * _BANDS >= (closed + 1) * leads:
			yield _band(inside, by_points, sums)
			closed, inside = passed * _BANDS // leads, []


def _band(inside: list[int], by_points: TallyByPoints, sums: dict[int, float]) -> CalibrationBand:
	tally = total(by_points[points] for points in inside)
	return CalibrationBand(
		low=inside[0],
		high=inside[-1],
		tally=tally,
		expected=sum(sums[points] for points in inside) / tally.leads,
		interval=rate_interval(tally),
	)
