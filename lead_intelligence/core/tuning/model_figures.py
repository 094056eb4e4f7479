"""What past leads say about one model."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from ..metrics.auc_interval import auc_interval
from ..metrics.calibration import Calibration, calibration
from ..metrics.conversion import Interval
from ..metrics.count import Count
from ..metrics.lift import Lift, lift_curve
from ..metrics.roc_auc import roc_auc
from ..metrics.tally import Tally, TallyByPoints, total
from ..scoring.compiled import CompiledModel
from ..scoring.score import Score

LIFTS_AT: Final = (Fraction(1, 10), Fraction(1, 5))
_BARS: Final = 20


class ModelFigures:
	"""Counts by points; nothing grows with the number of leads."""

	def __init__(self, model: CompiledModel) -> None:
		self.model = model
		self.present: dict[int, Count] = {}
		self.judged: dict[int, Count] = {}
		self._learned: dict[int, Count] = {}
		self._halves: tuple[dict[int, Count], dict[int, Count]] = ({}, {})
		self._number = 0

	def add_present(self, score: Score, won: bool | None) -> None:
		_counted(self.present, score.points, won)

	def add_judged(self, score: Score, won: bool) -> None:
		_counted(self.judged, score.points, won)
		_counted(self._halves[self._number % 2], score.points, won)
		self._number += 1

	def add_learned(self, score: Score, won: bool) -> None:
		_counted(self._learned, score.points, won)

	@property
	def outcomes(self) -> TallyByPoints:
		"""Of the judged leads."""
		return _tallies(self.judged)

	def leads_by_grade(self) -> dict[str, int]:
		return {grade: count.leads for grade, count in self._by_grade(self.present).items()}

	def outcome_by_grade(self) -> dict[str, Tally]:
		return {grade: count.outcome for grade, count in self._by_grade(self.judged).items()}

	def bars(self) -> list[int]:
		"""Leads by twentieths of the way from the fewest to the most points that the model can give."""
		found = [0] * _BARS
		for points, count in self.present.items():
			found[min(int(self.model.scale.percent(points) * _BARS // 100), _BARS - 1)] += count.leads
		return found

	def points_seen(self) -> tuple[int, int] | None:
		"""The fewest and the most points that a lead has; None without leads."""
		return (min(self.present), max(self.present)) if self.present else None

	def auc(self) -> float | None:
		return roc_auc(self.outcomes)

	def auc_interval(self) -> Interval | None:
		return auc_interval(self.outcomes)

	def lifts(self) -> tuple[Lift, ...]:
		return lift_curve(self.outcomes, LIFTS_AT)

	@property
	def learns_from_older(self) -> bool:
		return _mixed(_tallies(self._learned))

	def calibration(self) -> Calibration | None:
		"""Learned from older leads and checked on the judged ones. Where too little is known of older leads, learned from
		every other judged lead and checked on the rest, and the other way round. None without won and lost judged leads."""
		if not _mixed(self.outcomes):
			return None
		if self.learns_from_older:
			return calibration([(_tallies(self._learned), self.outcomes)])
		one, other = (_tallies(half) for half in self._halves)
		return calibration([(one, other), (other, one)]) if _mixed(one) and _mixed(other) else None

	def _by_grade(self, by_points: dict[int, Count]) -> dict[str, Count]:
		found = {grade.name: Count() for grade in self.model.bands.grades}
		for points, count in by_points.items():
			place = found[self.model.bands.grade(points)]
			place.leads += count.leads
			place.decided += count.decided
			place.won += count.won
		return found


def _counted(by_points: dict[int, Count], points: int, won: bool | None) -> None:
	count = by_points.get(points)
	if count is None:
		count = by_points[points] = Count()
	count.add(won)


def _mixed(by_points: TallyByPoints) -> bool:
	"""Whether there are both won and lost leads."""
	everyone = total(by_points.values())
	return 0 < everyone.won < everyone.leads


def _tallies(by_points: dict[int, Count]) -> dict[int, Tally]:
	return {points: count.outcome for points, count in by_points.items() if count.decided}
