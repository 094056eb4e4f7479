"""`scored.csv`: the columns of the input as they were, then score, grade and reasons."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import IO

from ...core.scoring.compiled import CompiledModel
from ...core.scoring.model import Scale
from ...core.scoring.score import Score
from .spreadsheet_formulas import neutralised, neutralised_row

_ADDED = ("score", "grade", "reasons")
_TWO_DECIMALS_TELL_APART = 10_000


class ScoredRows:
	def __init__(self, file: IO[str], columns: Sequence[str], delimiter: str, model: CompiledModel) -> None:
		self._writer = csv.writer(file, delimiter=delimiter)
		self._scale = model.scale
		self._scores: dict[int, str] = {}
		taken = {column.casefold() for column in columns}
		added = [name if name not in taken else f"lead_intelligence_{name}" for name in _ADDED]
		self._writer.writerow(neutralised_row([*columns, *added]))

	def write(self, cells: Sequence[str], score: Score) -> None:
		row = neutralised_row(cells)
		points = score.points
		shown = self._scores.get(points)
		if shown is None:
			shown = self._scores[points] = self._shown(points)
		row += (shown, score.grade, neutralised(reasons(score)))
		self._writer.writerow(row)

	def _shown(self, points: int) -> str:
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
