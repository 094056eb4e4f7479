"""The grades of a model as bands of points."""

from __future__ import annotations

from dataclasses import dataclass

from ..scoring.model import ScoringModel
from ..scoring.scale import GradeBands, PointsScale


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
	"""Leads with at least `low` and less than `below` points; None for no bound on that side."""

	name: str
	low: int | None
	below: int | None
	colour: str | None = None


def bands_of(model: ScoringModel) -> tuple[Band, ...]:
	"""The best first. A band in which no points lie is empty: its ends meet."""
	scale = PointsScale.of(model)
	grades = GradeBands(model.grades, scale).grades
	lows = [None if grade.at_least is None else scale.points_at(grade.at_least) for grade in grades]
	return tuple(
		Band(name=grade.name, low=low, below=below, colour=grade.colour)
		for grade, low, below in reversed(list(zip(grades, lows, [*lows[1:], None], strict=True)))
	)


def band_at(bands: tuple[Band, ...], points: int) -> Band:
	"""Of bands, the best first."""
	return next((band for band in bands if band.low is None or points >= band.low), bands[-1])
