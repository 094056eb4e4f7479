"""A scoring model compiled once per version, and the score that it gives a lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ..problems import Problem, Refused
from ..rules.compiler import Verdict, compile_condition
from ..rules.conditions import fields_of
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from .compiled_rule import CompiledRule
from .improvements import Improver
from .model import Group, Rule, ScoringModel
from .scale import GradeBands, PointsScale, clamp
from .score import CapLine, Score, ScoreLine, UnknownLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
	"""A rule that fitted the leads when its model went live and no longer does: a field was removed since."""

	rule: Rule
	problem: Problem


class CompiledModel:
	"""Scores leads. Immutable after construction and safe to share between threads."""

	def __init__(self, model: ScoringModel, catalogue: FieldCatalogue) -> None:
		self.model = model
		self.scale = PointsScale.of(model)
		self.bands = GradeBands(model.grades, self.scale)
		# Every rule without a group is counted as it is, so all of them share one group without bounds.
		self.groups = (Group(name=""), *model.fit.groups)
		numbers = {group.name: number for number, group in enumerate(self.groups)}
		rules, broken = [], []
		for rule in model.fit.rules:
			try:
				condition = compile_condition(rule.condition, catalogue)
			except Refused as refusal:
				broken.append(BrokenRule(rule=rule, problem=refusal.problems[0]))
				continue
			rules.append(CompiledRule(rule, condition, group=numbers.get(rule.group or "", 0)))
		self.rules = tuple(rules)
		self.broken = tuple(broken)
		self._broken_lines = tuple(
			UnknownLine(rule=b.rule, fields=fields_of(b.rule.condition), problem=b.problem) for b in broken
		)
		self._improver = Improver(self.rules, self.groups, self.bands, catalogue)
		self.fields = _merged(compiled.condition.fields for compiled in rules)
		self.tree_fields = _merged(compiled.condition.tree_fields for compiled in rules)
		self.change_fields = _merged(compiled.condition.change_fields for compiled in rules)

	def score(self, lead: LeadSnapshot, now: datetime) -> Score:
		"""The score of a lead at `now` (naive, system time zone), with its whole evidence."""
		today = now.date()
		sums = [0] * len(self.groups)
		verdicts: list[Verdict] = []
		lines: list[ScoreLine] = []
		unknowns: list[UnknownLine] = []
		for compiled in self.rules:
			line = compiled.line(lead, now) if compiled.always_valid or compiled.valid_on(today) else None
			if line is None:
				verdicts.append(False)
			elif line.__class__ is ScoreLine:
				verdicts.append(True)
				sums[compiled.group] += line.points
				lines.append(line)
			else:
				verdicts.append(None)
				unknowns.append(line)
		counted = [clamp(points, group) for points, group in zip(sums, self.groups, strict=False)]
		earned = sum(counted)
		disqualified_by = tuple([line for line in lines if line.rule.disqualifies])
		points = self.scale.lowest if disqualified_by else earned
		return Score(
			model=self.model.name,
			version=self.model.version,
			points=points,
			value=self.scale.value(points),
			percent=self.scale.percent(points),
			grade=self.bands.grade(points),
			earned=earned,
			fit_points=earned,
			lines=tuple(lines),
			unknowns=(*unknowns, *self._broken_lines),
			caps=tuple(
				[
					CapLine(group=group.name, points=before, counted=after)
					for group, before, after in zip(self.groups, sums, counted, strict=False)
					if before != after
				]
			),
			disqualified_by=disqualified_by,
			improvements=self._improver.best(lead, now, verdicts, sums, points, disqualified_by),
		)

	def next_change(self, lead: LeadSnapshot, now: datetime) -> datetime | None:
		"""The next midnight at which time alone may change the score: a rule's validity or a condition on days turns.

		None when only a change of the lead can alter it.
		"""
		today = now.date()
		days: list[date] = []
		for compiled in self.rules:
			rule = compiled.rule
			if rule.valid_from:
				days.append(rule.valid_from)
			if rule.valid_to and rule.valid_to < date.max:
				days.append(rule.valid_to + timedelta(days=1))
			for edges in compiled.condition.edges:
				days += edges(lead)
		later = [day for day in days if day > today]
		return datetime.combine(min(later), time.min) if later else None


def compile_model(model: ScoringModel, catalogue: FieldCatalogue) -> CompiledModel:
	"""Compile a model. A rule that no longer fits the catalogue is kept as evidence and never fires; use
	`validation.refuse_problems` first where that must not pass."""
	return CompiledModel(model, catalogue)


def _merged(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
	return tuple(dict.fromkeys(name for group in names for name in group))
