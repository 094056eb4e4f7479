"""A file in which each row is a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from ...core.funnel.cases import Case, Moment
from ...core.funnel.tally import FunnelTally
from ..output.rejected_rows import RejectedRows, nothing_read
from ..reading.blank_text import is_blank
from ..reading.moment_text import UnreadableMoment
from ..reading.repeated_ids import SeenIds
from ..refusal import AuditRefused
from ..tables.table import Table
from .layout import Layout
from .options import Options
from .pass_over import (
	MOST_GROUPS,
	ROWS_BETWEEN_REPORTS,
	PassResult,
	amount_of,
	ladder_of,
	too_many_groups,
)
from .stage_moments import StageMoments


class WideRows:
	def __init__(self, table: Table, layout: Layout, moments: StageMoments, options: Options) -> None:
		self._table, self._layout, self._moments = table, layout, moments
		place = table.columns.index
		self._stages = [(name, place(name)) for name in layout.dated]
		self._id = None if layout.id is None else place(layout.id)
		self._group = None if layout.group_by is None else place(layout.group_by)
		self._amount = None if layout.amount is None else place(layout.amount)
		last = len(layout.dated) - len(options.lost)
		rungs, lost = layout.dated[:last], layout.dated[last:]
		ladder = ladder_of(rungs, lost, frozenset(lost), options.won)
		self.result = PassResult(FunnelTally(ladder, options.ripe_days))

	def over(self, rejects: RejectedRows, on_progress: Callable[[int, float], None]) -> PassResult:
		"""Raises AuditRefused when no row at all can be read."""
		result, seen, tally = self.result, SeenIds(), self.result.tally
		for record in self._table.records():
			result.rows += 1
			if not result.rows % ROWS_BETWEEN_REPORTS:
				on_progress(result.rows, self._table.share_read())
			cells, case = record.cells, ""
			if not record.problem and self._id is not None:
				case = cells[self._id].strip()
				if case:
					seen.add(case)
				else:
					result.without_id += 1
			try:
				found = self._case(cells, record.problem)
			except UnreadableMoment as problem:
				result.reject(rejects, record, case, str(problem))
				continue
			group = None if self._group is None else cells[self._group].strip()
			if group is not None and group not in tally.groups and len(tally.groups) >= MOST_GROUPS:
				raise too_many_groups(self._layout.group_by)
			tally.add(found, group, self._amount_in(cells))
		on_progress(result.rows, 1.0)
		if rejects.count == result.rows:
			raise AuditRefused(nothing_read(result.rows, rejects))
		result.blank = self._table.blank_rows
		if self._id is not None:
			result.repeated = seen.repeated(self._ids(self._id))
		return result

	def _case(self, cells: list[str], problem: str | None) -> Case:
		if problem:
			raise UnreadableMoment(problem)
		came, moments = 0, []
		for bit, (name, place) in enumerate(self._stages):
			text = cells[place].strip()
			moment: Moment | None = None
			if text and not is_blank(text):
				try:
					moment = self._moments.read(text)
				except UnreadableMoment as reason:
					raise UnreadableMoment(f"'{name}' cannot be read: {reason}") from None
				came |= 1 << bit
			moments.append(moment)
		return Case(came=came, moments=moments)

	def _amount_in(self, cells: list[str]) -> Decimal | None:
		if self._amount is None:
			return None
		try:
			return amount_of(cells[self._amount].strip())
		except ValueError:
			self.result.unreadable_amounts += 1
			return None

	def _ids(self, place: int) -> Iterator[tuple[int, str]]:
		for record in self._table.records():
			if not record.problem and (text := record.cells[place].strip()):
				yield record.line, text
