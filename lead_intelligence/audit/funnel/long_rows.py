"""A file in which each row is an event: a case came to a stage. The first time that it came to each counts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from sys import intern

from ...core.funnel.cases import Case, Ladder, Moment
from ...core.funnel.ordering import Precedence
from ...core.funnel.tally import FunnelTally
from ...core.qualification.stages import BESIDE, LADDER
from ..output.rejected_rows import RejectedRows, nothing_read
from ..reading.blank_text import is_blank
from ..reading.moment_text import UnreadableMoment
from ..refusal import AuditRefused
from ..tables.table import Record, Table
from .case_values import CaseValues
from .events import Events
from .layout import Layout
from .options import MOST_STAGES, Options
from .pass_over import (
	MOST_GROUPS,
	ROWS_BETWEEN_REPORTS,
	PassResult,
	amount_of,
	ladder_of,
	too_many_groups,
)
from .stage_moments import StageMoments

_OUR_LADDER = {stage.value.casefold(): place for place, stage in enumerate(LADDER)}
_OURS_BESIDE = {stage.value.casefold() for stage in BESIDE}


class LongRows:
	def __init__(self, table: Table, layout: Layout, moments: StageMoments, options: Options) -> None:
		assert layout.id is not None, "a long file has a column of cases"
		assert layout.stage is not None, "a long file has a column of stages"
		assert layout.at is not None, "a long file has a column of moments"
		self._table, self._layout, self._moments, self._options = table, layout, moments, options
		place = table.columns.index
		self._id, self._stage, self._at = place(layout.id), place(layout.stage), place(layout.at)
		self._group = None if layout.group_by is None else place(layout.group_by)
		self._amount = None if layout.amount is None else place(layout.amount)
		self._events = Events()
		self._named = [*options.stages, *options.lost] if options.stages else []
		self._places = {name.casefold(): self._events.stage(name) for name in self._named}
		self._groups = CaseValues[str]()
		self._amounts = CaseValues[Decimal](latest=True)
		self._order: list[int] = []
		# Its ladder is known when all rows are.
		self.result = PassResult(FunnelTally(Ladder(rungs=("",), won=0), options.ripe_days))

	def over(self, rejects: RejectedRows, on_progress: Callable[[int, float], None]) -> PassResult:
		"""Raises AuditRefused when no row at all can be read, or none has one of the stages asked for."""
		result = self.result
		for record in self._table.records():
			result.rows += 1
			if not result.rows % ROWS_BETWEEN_REPORTS:
				on_progress(result.rows, self._table.share_read())
			try:
				self._event(record)
			except UnreadableMoment as problem:
				case = record.cells[self._id].strip() if not record.problem else ""
				result.reject(rejects, record, case, str(problem))
		on_progress(result.rows, 1.0)
		if rejects.count == result.rows:
			raise AuditRefused(nothing_read(result.rows, rejects))
		result.blank = self._table.blank_rows
		result.several_values = self._groups.of_several
		result.several_amounts = self._amounts.of_several
		result.repeats = self._events.repeats
		result.tally = FunnelTally(self._ladder(), self._options.ripe_days)
		self._count(result.tally)
		return result

	def _event(self, record: Record) -> None:
		if record.problem:
			raise UnreadableMoment(record.problem)
		cells, layout = record.cells, self._layout
		case, stage, text = cells[self._id].strip(), cells[self._stage].strip(), cells[self._at].strip()
		number, place = self._events.known_case(case), self._places.get(stage)
		# What has been met before is not blank.
		if number is None and is_blank(case):
			raise UnreadableMoment(f"'{layout.id}' is blank")
		if place is None and is_blank(stage):
			raise UnreadableMoment(f"'{layout.stage}' is blank")
		moment: Moment | None = None
		if text and not is_blank(text):
			try:
				moment = self._moments.read(text)
			except UnreadableMoment as reason:
				raise UnreadableMoment(f"'{layout.at}' cannot be read: {reason}") from None
		if number is None:
			number = self._events.new_case(case)
		if self._group is not None or self._amount is not None:
			self._note(number, moment, cells)
		if place is None:
			place = self._place(stage)
		if place is None:
			self.result.other_stages[stage] += 1
			return
		self.result.undated += moment is None
		self._events.add(number, place, moment)

	def _place(self, stage: str) -> int | None:
		"""That of a stage however it is written, which is then remembered as it is; None for one that was not asked for."""
		place = self._places.get(stage.casefold())
		if place is None:
			if self._named:
				return None
			if self._events.stages_known >= MOST_STAGES:
				raise AuditRefused(
					f"The column '{self._layout.stage}' has more than {MOST_STAGES} different values. Name those that are the stages, "
					f"in order, with --stages. Some of them: {', '.join(self._events.names[:8])}."
				)
			place = self._places[stage.casefold()] = self._events.stage(stage)
		self._places[stage] = place
		return place

	def _note(self, case: int, moment: Moment | None, cells: list[str]) -> None:
		if self._group is not None and (value := cells[self._group].strip()):
			self._groups.note(case, moment, intern(value))
		if self._amount is not None:
			try:
				amount = amount_of(cells[self._amount].strip())
			except ValueError:
				self.result.unreadable_amounts += 1
			else:
				if amount is not None:
					self._amounts.note(case, moment, amount)

	def _ladder(self) -> Ladder:
		"""That of --stages; else that of the app where these are its stages; else in the order of the dates."""
		options, names = self._options, self._events.names
		lost = {name.casefold() for name in options.lost}
		if self._named:
			if not any(self._events.came(place) for place in range(len(names))):
				raise AuditRefused(self._none_of_them())
			rungs = [place for place, name in enumerate(names) if name.casefold() not in lost]
			beside = [place for place, name in enumerate(names) if name.casefold() in lost]
		else:
			for name in options.lost:
				if name.casefold() not in self._places:
					raise AuditRefused(
						f"--lost names '{name}', which no row has. The stages are: {', '.join(names)}."
					)
			keys = [name.casefold() for name in names]
			are_ours = all(key in _OUR_LADDER or key in _OURS_BESIDE for key in keys)
			beside = [at for at, key in enumerate(keys) if key in lost or (are_ours and key in _OURS_BESIDE)]
			rungs = [at for at in self._found_order() if at not in beside]
			if are_ours:
				rungs.sort(key=lambda at: _OUR_LADDER[keys[at]])
			self.result.order_is_found = not are_ours
		if not rungs:
			raise AuditRefused("No stage is left that is not lost. Name the others with --stages.")
		self._order = [*rungs, *beside]
		return ladder_of(
			tuple(names[at] for at in rungs),
			tuple(names[at] for at in beside),
			frozenset(names[at] for at in beside if names[at].casefold() in lost),
			options.won,
		)

	def _found_order(self) -> list[int]:
		precedence = Precedence(len(self._events.names))
		for _, moments in self._events.cases(range(len(self._events.names))):
			precedence.add((place, moment) for place, moment in enumerate(moments) if moment is not None)
		return list(precedence.order())

	def _count(self, tally: FunnelTally) -> None:
		is_grouped = self._group is not None
		for number, (came, moments) in enumerate(self._events.cases(self._order)):
			group = (self._groups.of(number) or "") if is_grouped else None
			if group is not None and group not in tally.groups and len(tally.groups) >= MOST_GROUPS:
				raise too_many_groups(self._layout.group_by)
			tally.add(Case(came=came, moments=moments), group, self._amounts.of(number))

	def _none_of_them(self) -> str:
		common = [name for name, _ in self.result.other_stages.most_common(MOST_STAGES)]
		return f"No row has one of the stages that --stages names. The column '{self._layout.stage}' holds: {', '.join(common)}."
