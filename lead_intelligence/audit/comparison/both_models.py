"""Each lead scored by both models, in the one pass over the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ...core.scoring.compiled import CompiledModel
from ...core.scoring.score import Score
from ...core.snapshot.lead_snapshot import LeadSnapshot
from ...core.tuning.comparison import Comparison
from ...core.tuning.past_lead import PastLead, Scores
from ..mapping.column_map import ColumnMap
from .creation_day import CreationDay


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
	"""A model, and the file that it comes from as the report names it."""

	model: CompiledModel
	source: str


class BothModels:
	"""`old`: the model in use; `new`: the one that would replace it. `same_file`: both come from one file."""

	def __init__(
		self,
		old: ModelFile,
		new: ModelFile,
		newer_than: date | None,
		column_map: ColumnMap,
		*,
		same_file: bool = False,
	) -> None:
		self.old = old
		self.new = new
		self.same_file = same_file
		self.creation = CreationDay(newer_than, column_map) if newer_than else None
		self.comparison = Comparison(old.model, new.model)

	def add(self, lead: LeadSnapshot, won: bool | None, old: Score, now: datetime) -> Score:
		"""The score of the new model. A file says only what is known of a lead today, so it is judged by that."""
		new = self.new.model.score(lead, now, improve=False)
		scores = Scores(old, new)
		newer = self.creation.is_newer(lead) if self.creation else True
		self.comparison.add(
			PastLead(name=lead.name or "", present=scores, judged=scores, won=won, newer=newer)
		)
		return new

	def finish(self) -> None:
		"""Raises AuditRefused when the leads cannot be told apart by their age."""
		if self.creation:
			self.creation.refuse_unknown()
