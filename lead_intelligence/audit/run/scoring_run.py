"""The pass over the rows: each is scored or rejected, none is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from ...core.scoring.compiled import CompiledModel
from ..comparison.both_models import BothModels
from ..mapping.column_map import ColumnMap, OutcomeColumn
from ..output.rejected_rows import RejectedRows
from ..output.scored_rows import ScoredRows
from ..reading.lead_reader import FieldGap, LeadReader
from ..reading.outcome_text import OutcomeReader
from ..refusal import AuditRefused
from ..tables.table import Record, Table
from .counts import ScoreCounts

_ROWS_BETWEEN_REPORTS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
	rows_read: int
	counts: ScoreCounts
	gaps: list[FieldGap]
	outcome: OutcomeReader | None
	both: BothModels | None = None


def score_rows(
	table: Table,
	column_map: ColumnMap,
	model: CompiledModel,
	outcome_column: OutcomeColumn | None,
	today: date,
	scored: ScoredRows,
	rejects: RejectedRows,
	on_progress: Callable[[int, float], None],
	both: BothModels | None = None,
) -> RunResult:
	"""Raises AuditRefused when there is no lead at all or the outcome is the same for all of them.

	`both`: `model` beside the one that would replace it.
	"""
	reader = LeadReader(column_map, table.columns)
	outcome = OutcomeReader(outcome_column, table.columns) if outcome_column else None
	counts = ScoreCounts(model.model.fit.rules)
	beside_the_leads = _BesideTheLeads(column_map, table.columns)
	now = datetime.combine(today, time.max)
	rows = 0
	for record in table.records():
		rows += 1
		problem = record.problem or beside_the_leads.problem(record)
		if problem:
			rejects.write(record, problem)
			continue
		lead = reader.read(record.cells)
		won = outcome.read(record.cells) if outcome else None
		score = model.score(lead, now, improve=False)
		counts.add(score, won)
		scored.write(record.cells, score, both.add(lead, won, score, now) if both else None)
		if not rows % _ROWS_BETWEEN_REPORTS:
			on_progress(rows, table.share_read())
	on_progress(rows, 1.0)
	if not counts.all.leads:
		raise AuditRefused(_nothing_scored(rows, rejects))
	if outcome:
		outcome.refuse_constant()
	if both:
		both.finish()
	return RunResult(rows_read=rows, counts=counts, gaps=reader.finish(), outcome=outcome, both=both)


def _nothing_scored(rows: int, rejects: RejectedRows) -> str:
	if not rows:
		return "The file has a header but no rows below it."
	reason, number = rejects.reasons.most_common(1)[0]
	of_all = "for this reason" if number == rows else f"{number} of them for this reason"
	return f"None of the {rows} rows can be read, {of_all}: {reason} (first in line {rejects.first_lines[reason]})."


class _BesideTheLeads:
	"""ERPNext writes rows that are not leads: the further rows of child tables, and totals below a report."""

	def __init__(self, column_map: ColumnMap, columns: tuple[str, ...]) -> None:
		by_id = column_map.is_erpnext and column_map.id_column in columns
		self._id = columns.index(column_map.id_column) if by_id and column_map.id_column else None
		used = column_map.columns_used()
		self._of_the_lead = [index for index, column in enumerate(columns) if column in used]

	def problem(self, record: Record) -> str | None:
		if self._id is None:
			return None
		lead_id = record.cells[self._id].strip()
		if lead_id == "Total":
			return "it is the totals row of a report"
		if not lead_id and not any(record.cells[index].strip() for index in self._of_the_lead):
			return "it belongs to a child table of the lead above"
		return None
