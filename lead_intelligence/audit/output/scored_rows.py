"""`scored.csv`: the columns of the input as they were, then score, grade and reasons, then what a new model would say."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import IO

from ...core.scoring.compiled import CompiledModel
from ...core.scoring.model import Scale
from ...core.scoring.scale import PointsScale
from ...core.scoring.score import Score
from .spreadsheet_formulas import neutralised, neutralised_row

_ADDED = ("score", "grade", "reasons")
_COMPARED = ("new_score", "new_grade", "points_change")
_TWO_DECIMALS_TELL_APART = 10_000


class ScoredRows:
	"""`new`: the model that would replace `model`, where two are compared."""

	def __init__(
		self,
		file: IO[str],
		columns: Sequence[str],
		delimiter: str,
		model: CompiledModel,
		new: CompiledModel | None = None,
	) -> None:
		self._writer = csv.writer(file, delimiter=delimiter)
		self._shown = ScoreTexts(model.scale)
		self._shown_new = ScoreTexts(new.scale) if new else self._shown
		taken = {column.casefold() for column in columns}
		names = (*_ADDED, *_COMPARED) if new else _ADDED
		added = [name if name not in taken else f"lead_intelligence_{name}" for name in names]
		self._writer.writerow(neutralised_row([*columns, *added]))

	def write(self, cells: Sequence[str], score: Score, new: Score | None = None) -> None:
		row = neutralised_row(cells)
		row += (self._shown[score.points], neutralised(score.grade), neutralised(reasons(score)))
		if new:
			row += (
				self._shown_new[new.points],
				neutralised(new.grade),
				str(new.points - score.points),
			)
		self._writer.writerow(row)


class ScoreTexts(dict[int, str]):
	"""`texts[points]` is the score as it is written."""

	def __init__(self, scale: PointsScale) -> None:
		super().__init__()
		self._scale = scale

	def __missing__(self, points: int) -> str:
		text = self[points] = self._text(points)
		return text

	def _text(self, points: int) -> str:
		if self._scale.scale is Scale.POINTS:
			return str(points)
		value = self._scale.value(points)
		if self._scale.span > _TWO_DECIMALS_TELL_APART:
			return repr(value)
		return f"{value:.2f}".rstrip("0").rstrip(".")


def reasons(score: Score) -> str:
	"""The rules that fired with their points, then what changed their sum."""
	parts = [
		f"{line.rule.label} ({line.points:+d})" if line.points else line.rule.label for line in score.lines
	]
	parts += [f"{cap.group or 'rules'} counted as {cap.counted:+d} of {cap.points:+d}" for cap in score.caps]
	parts += [f"disqualified by {line.rule.label}" for line in score.disqualified_by]
	return "; ".join(parts)
