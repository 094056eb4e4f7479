"""A definition compiled once per version: what it finds of a lead, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from ..problems import Problem, Refused
from ..rules.compiler import CompiledCondition, Edges, compile_condition
from ..rules.conditions import fields_of
from ..sla.terms import ROUND_THE_CLOCK, Hours
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN, Value
from .definition import Criterion, Definition
from .facts import DerivedFacts, is_answer, is_derived
from .stages import HIGHEST_BY_ITSELF, Stage, rank

_NO_DAY = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
	"""What came of one criterion. `verdict` is None when it could not be judged: something is not known, or the criterion
	itself no longer fits the leads, which `problem` says."""

	criterion: Criterion
	verdict: bool | None
	seen: tuple[tuple[str, Value], ...] = ()
	problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvidence:
	stage: Stage
	findings: tuple[Finding, ...]

	@property
	def is_met(self) -> bool:
		return all(finding.verdict is True for finding in self.findings)

	def to_data(self) -> dict[str, object]:
		"""As plain JSON data: what was met and what was missing, by the names of the criteria."""
		data: dict[str, object] = {"met": [f.criterion.label for f in self.findings if f.verdict is True]}
		missing = [f.criterion.label for f in self.findings if f.verdict is False]
		unknown = [f.criterion.label for f in self.findings if f.verdict is None]
		if missing:
			data["missing"] = missing
		if unknown:
			data["unknown"] = unknown
		return data


class Calendar(Protocol):
	"""When working time passes."""

	def due(self, since: datetime, working: timedelta) -> datetime:
		"""The first moment at which so much of it has passed. Raises Refused where there is none."""

	@property
	def hours(self) -> Hours:
		"""The same hours, and what they are called."""


class CompiledDefinition:
	"""Immutable after construction and safe to share between threads.

	`fields`: those of the lead that criteria look at. `inputs`: the same with the answers, to be frozen with each move.
	"""

	def __init__(
		self, definition: Definition, catalogue: FieldCatalogue, calendar: Calendar | None = None
	) -> None:
		self.definition = definition
		self.version = definition.version or definition.name
		self.ladder = definition.ladder
		self._calendar = calendar
		self._by_itself = frozenset(row.stage for row in definition.stages if row.by_itself)
		self._criteria: dict[Stage, list[tuple[Criterion, CompiledCondition | None, Problem | None]]] = {}
		names: list[str] = []
		trees: list[str] = []
		changes: list[str] = []
		edges: list[Edges] = []
		for criterion in definition.criteria:
			compiled, problem = _compile(criterion, catalogue)
			self._criteria.setdefault(criterion.stage, []).append((criterion, compiled, problem))
			names += fields_of(criterion.condition)
			if compiled:
				trees += compiled.tree_fields
				changes += compiled.change_fields
				edges += compiled.edges
		self.names = tuple(dict.fromkeys(names))
		self.inputs = tuple(name for name in self.names if not is_derived(name))
		self.fields = tuple(name for name in self.inputs if not is_answer(name))
		self.tree_fields = tuple(dict.fromkeys(trees))
		self.change_fields = tuple(dict.fromkeys(changes))
		self._edges = tuple(edges)
		self._facts = DerivedFacts(name for name in self.names if is_derived(name))
		self.looks_at_touches = self._facts.look_at_touches
		self.looks_at_answers = any(map(is_answer, self.names))
		self.add_facts = self._facts.added_to
		self.hands_over = Stage.MQL in self.ladder and Stage.SAL in self.ladder

	def judge(self, stage: Stage, lead: LeadSnapshot, now: datetime) -> StageEvidence:
		"""`lead`: with its facts. `now` is naive, in the system time zone."""
		value = lead.values.get
		findings = []
		for criterion, compiled, problem in self._criteria.get(stage, ()):
			if compiled is None:
				findings.append(Finding(criterion=criterion, verdict=None, problem=problem))
				continue
			seen = tuple([(name, value(name, UNKNOWN)) for name in compiled.fields])
			findings.append(Finding(criterion=criterion, verdict=compiled.judge(lead, now), seen=seen))
		return StageEvidence(stage=stage, findings=tuple(findings))

	def moves_by_itself(self, stage: Stage) -> bool:
		return stage in self._by_itself and rank(stage) <= rank(HIGHEST_BY_ITSELF)

	def next_stage(self, stage: Stage | None) -> Stage | None:
		"""The one above on the ladder that criteria lead to, up to SQL; None from there on, and beside the ladder."""
		if stage is not None and rank(stage) < 0:
			return None
		for above in self.ladder:
			if rank(above) > max(rank(stage), 0):
				return above if rank(above) <= rank(Stage.SQL) else None
		return None

	@property
	def way_back(self) -> tuple[Stage, ...]:
		"""The stages that a lead beside the ladder must qualify for to come back: those into which leads move by themselves
		or, where there are none, those up to MQL."""
		steps = [stage for stage in self.ladder if 0 < rank(stage) <= rank(HIGHEST_BY_ITSELF)]
		last = max((n for n, stage in enumerate(steps) if self.moves_by_itself(stage)), default=None)
		return tuple(steps if last is None else steps[: last + 1])

	def gate(self, target: str) -> Stage | None:
		"""The stage that must be reached before a lead becomes `target`, a doctype."""
		return next((stage for gated, stage in self.definition.gates if gated.value == target), None)

	def acceptance_due(self, now: datetime) -> datetime:
		"""By when a hand-over of `now` is to be accepted. Where the calendar has no working time, by the clock on the wall."""
		if self._calendar is not None:
			try:
				return self._calendar.due(now, self.definition.acceptance)
			except Refused:
				pass
		return now + self.definition.acceptance

	@property
	def hours(self) -> Hours:
		"""Those in which hand-overs are to be answered."""
		return self._calendar.hours if self._calendar is not None else ROUND_THE_CLOCK

	def next_change(self, lead: LeadSnapshot, now: datetime) -> datetime | None:
		"""The next midnight at which a criterion on days may turn. `lead`: with its facts."""
		today = now.toordinal()
		days = [day for edges in self._edges for day in edges(lead) if today < day < _NO_DAY]
		return datetime.combine(date.fromordinal(min(days)), time.min) if days else None

	@property
	def broken(self) -> tuple[tuple[Criterion, Problem], ...]:
		"""Criteria that fitted when the definition went live and no longer do."""
		rows = (row for rows in self._criteria.values() for row in rows)
		return tuple((criterion, problem) for criterion, _compiled, problem in rows if problem)


def _compile(
	criterion: Criterion, catalogue: FieldCatalogue
) -> tuple[CompiledCondition | None, Problem | None]:
	try:
		return compile_condition(criterion.condition, catalogue), None
	except Refused as refusal:
		return None, refusal.problems[0]
