"""A scoring model compiled once per version, and the score that it gives a lead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import compress
from typing import Final

from ..engagement.judging import EngagementJudge, EngagementLine
from ..engagement.touch import TouchDays
from ..problems import Problem, Refused
from ..rules.compiler import compile_condition
from ..rules.conditions import fields_of, merged
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN
from .compiled_rule import CompiledRule
from .improvements import Improver
from .model import AnyRule, Group, Rule, Scale, ScoringModel
from .scale import GradeBands, PointsScale, clamp
from .score import CapLine, Score, ScoreLine, UnknownLine

_NOT_YET: Final = object()
_NEVER: Final = date.max.toordinal() + 1


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
		self._numbers = range(len(rules))
		self._disqualifying = tuple(n for n, compiled in enumerate(rules) if compiled.rule.disqualifies)
		self._group_of = tuple(compiled.group for compiled in rules)
		self._memories = tuple((compiled.follows_from or "", compiled.memory.get) for compiled in rules)
		self._turning_days = sorted({day for c in rules for day in _turning_days(c.rule)})
		self._edges = tuple(edges for compiled in rules for edges in compiled.condition.edges)
		self._judges = tuple(EngagementJudge(rule) for rule in model.engagement.rules)
		self.engagement_groups = (Group(name=""), *model.engagement.groups)
		places = {group.name: number for number, group in enumerate(self.engagement_groups)}
		self._engagement_group_of = {
			rule.label: places.get(rule.group or "", 0) for rule in model.engagement.rules
		}
		self._improver = Improver(self.rules, self.groups, self.bands, catalogue)
		self.fields = merged(compiled.condition.fields for compiled in rules)
		self.tree_fields = merged(compiled.condition.tree_fields for compiled in rules)
		self.change_fields = merged(compiled.condition.change_fields for compiled in rules)

	def score(self, lead: LeadSnapshot, now: datetime, *, improve: bool = True) -> Score:
		"""The score of a lead at `now` (naive, system time zone), with its whole evidence.

		`improve`: whether what would raise the score is worked out as well, which takes longer than the score itself.
		"""
		value = lead.values.get
		found = [remembered(value(field, UNKNOWN), _NOT_YET) for field, remembered in self._memories]
		sums = [0] * len(self.groups)
		lines: list[ScoreLine] = []
		unknowns: list[UnknownLine] = []
		for number in compress(self._numbers, found):
			line = found[number]
			if line is _NOT_YET:
				line = found[number] = self.rules[number].line(lead, now)
			if isinstance(line, ScoreLine):
				sums[self._group_of[number]] += line.points
				lines.append(line)
			elif isinstance(line, UnknownLine):
				unknowns.append(line)
				found[number] = None
		counted = [clamp(points, group) for points, group in zip(sums, self.groups, strict=True)]
		fit = sum(counted)
		engagement, engagement_lines, engagement_caps = self._engagement(lead.touches, now)
		earned = fit + engagement
		disqualified_by = tuple(
			[line for number in self._disqualifying if isinstance(line := found[number], ScoreLine)]
		)
		points = self.scale.lowest if disqualified_by else earned
		percent = self.scale.percent(points)
		improvements = (
			self._improver.best(lead, now, found, sums, counted, points, disqualified_by, engagement)
			if improve
			else ()
		)
		return Score(
			model=self.model.name,
			version=self.model.version,
			points=points,
			value=percent if self.scale.scale is Scale.PERCENT else float(points),
			percent=percent,
			grade=self.bands.grade(points),
			earned=earned,
			fit_points=fit,
			engagement_points=engagement,
			lines=tuple(lines),
			engagement_lines=engagement_lines,
			unknowns=(*unknowns, *self._broken_lines),
			caps=(*_caps(self.groups, sums, counted), *engagement_caps),
			disqualified_by=disqualified_by,
			improvements=improvements,
		)

	@property
	def looks_at_touches(self) -> bool:
		return bool(self._judges)

	@property
	def looks_at_answers(self) -> bool:
		"""Models score who leads are and what they do, not what they said in talks."""
		return False

	@property
	def changes_with_time(self) -> bool:
		"""Whether the same lead may have another score on another day."""
		return bool(self._turning_days or self._edges or self._judges)

	def engagement_points(self, touches: TouchDays, now: datetime) -> int:
		"""The points of that half alone, from these touches as of the day of `now`."""
		return self._engagement(touches, now)[0]

	def _engagement(
		self, touches: TouchDays, now: datetime
	) -> tuple[int, tuple[EngagementLine, ...], tuple[CapLine, ...]]:
		"""The half of the score that comes of touches, as of the day of `now`."""
		if not self._judges or not touches:
			return 0, (), ()
		today = now.toordinal()
		lines = tuple([line for judge in self._judges if (line := judge.line(touches, today))])
		sums = [0] * len(self.engagement_groups)
		for line in lines:
			sums[self._engagement_group_of[line.rule.label]] += line.points
		groups = self.engagement_groups
		counted = [clamp(points, group) for points, group in zip(sums, groups, strict=True)]
		return sum(counted), lines, _caps(groups, sums, counted)

	@property
	def all_groups(self) -> tuple[Group, ...]:
		"""Of both halves."""
		return (*self.groups, *self.engagement_groups)

	def place_of(self, rule: AnyRule) -> int:
		"""Where in `all_groups` the points of a rule count, also of one that is not in this model."""
		fit = isinstance(rule, Rule)
		groups, first = (self.groups, 0) if fit else (self.engagement_groups, len(self.groups))
		names = [group.name for group in groups]
		return first + (names.index(rule.group) if rule.group in names else 0)

	def next_change(self, lead: LeadSnapshot, now: datetime) -> datetime | None:
		"""The next midnight at which time alone may change the score: a rule's validity or a condition on days turns.

		None when only a change of the lead can alter it.
		"""
		today = now.toordinal()
		upcoming = bisect_right(self._turning_days, today)
		soonest = self._turning_days[upcoming] if upcoming < len(self._turning_days) else _NEVER
		for edges in self._edges:
			for day in edges(lead):
				if today < day < soonest:
					soonest = day
		if lead.touches:
			for judge in self._judges:
				day = judge.next_change(lead.touches, today) or _NEVER
				soonest = min(soonest, day)
		return None if soonest == _NEVER else datetime.combine(date.fromordinal(soonest), time.min)


def compile_model(model: ScoringModel, catalogue: FieldCatalogue) -> CompiledModel:
	"""Compile a model. A rule that no longer fits the catalogue is kept as evidence and never fires; use
	`validation.refuse_problems` first where that must not pass."""
	return CompiledModel(model, catalogue)


def _caps(groups: Sequence[Group], sums: Sequence[int], counted: Sequence[int]) -> tuple[CapLine, ...]:
	if counted == sums:
		return ()
	return tuple(
		CapLine(group=group.name, points=before, counted=after)
		for group, before, after in zip(groups, sums, counted, strict=True)
		if before != after
	)


def _turning_days(rule: Rule) -> Iterator[int]:
	"""The days at whose beginning a rule starts or ceases to be valid."""
	if rule.valid_from:
		yield rule.valid_from.toordinal()
	if rule.valid_to:
		yield rule.valid_to.toordinal() + 1
