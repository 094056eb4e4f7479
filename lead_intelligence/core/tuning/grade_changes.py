"""How many leads would change their grade, and from which to which."""

from __future__ import annotations

from collections.abc import Mapping

from ..metrics.count import Count
from .past_lead import PastLead, Scores

# From the old grade, None where there is no old model, to the new one.
Cell = tuple[str | None, str]


def cell_of(scores: Scores) -> Cell:
	return (scores.old.grade if scores.old else None, scores.new.grade)


class GradeChanges:
	def __init__(self, new_grades: tuple[str, ...]) -> None:
		"""`new_grades`: from the lowest up."""
		self._rank = {grade: rank for rank, grade in enumerate(new_grades)}
		self._cells: dict[Cell, Count] = {}

	def add(self, lead: PastLead) -> None:
		cell = cell_of(lead.present)
		count = self._cells.get(cell)
		if count is None:
			count = self._cells[cell] = Count()
		count.add(lead.won)

	@property
	def cells(self) -> Mapping[Cell, Count]:
		return self._cells

	@property
	def changed(self) -> int:
		"""Without an old model nothing changes: leads get a grade."""
		return sum(count.leads for (old, new), count in self._cells.items() if old not in (None, new))

	@property
	def up(self) -> int:
		"""Among the changed, those whose old grade the new model knows as a lower one."""
		return self._moved(1)

	@property
	def down(self) -> int:
		return self._moved(-1)

	def _moved(self, direction: int) -> int:
		return sum(
			count.leads
			for (old, new), count in self._cells.items()
			if old in self._rank and (self._rank[new] - self._rank[old]) * direction > 0
		)
