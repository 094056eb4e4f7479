"""What would raise a score most: each rule that did not fire is tried with a value that would make it fire, and every
other rule that reads the same fields is judged again, so that the gain stated is the gain that would be had."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from .compiled_rule import CompiledRule
from .memory import Memory
from .model import Group
from .scale import GradeBands, clamp
from .score import Improvement, ScoreLine
from .trials import Points, TrialMaker

MOST_SHOWN: Final = 3
_UNBOUNDED: Final = 10**12

# Sorted by: the largest gain, then what can be found out before what would have to change, then the rule's place.
_Found = tuple[int, bool, int, str, tuple[str, ...]]


class Improver:
	"""Prepared once per model; `best` is called for each lead."""

	def __init__(
		self,
		rules: Sequence[CompiledRule],
		groups: Sequence[Group],
		bands: GradeBands,
		catalogue: FieldCatalogue,
	) -> None:
		self._rules = rules
		self._groups = groups
		self._bounds = tuple(
			(
				-_UNBOUNDED if group.at_least is None else group.at_least,
				_UNBOUNDED if group.at_most is None else group.at_most,
			)
			for group in groups
		)
		self._bands = bands
		self._costly = tuple(
			(number, compiled.group, compiled.rule.points)
			for number, compiled in enumerate(rules)
			if compiled.rule.points < 0
		)
		self._made: Memory[tuple[object, ...], Improvement] = Memory()
		maker = TrialMaker(rules, catalogue)
		self._ways = maker.ways()
		self._settled = {name: maker.settled(name) for c in rules for name in c.condition.fields}

	def best(
		self,
		lead: LeadSnapshot,
		now: datetime,
		fired: Sequence[object],
		sums: Sequence[int],
		counted: Sequence[int],
		points: int,
		disqualified_by: tuple[ScoreLine, ...],
		beside: int = 0,
	) -> tuple[Improvement, ...]:
		"""Up to three improvements, the largest gain first; at equal gain what can be found out comes first.

		`fired`: for each rule, something true if it fires; `sums` and `counted` its points by group before and after caps.
		`beside`: points that come of engagement and stay.
		"""
		if disqualified_by:
			found = self._without_disqualification(sums, points - beside, disqualified_by)
		else:
			found = self._without_losses(fired, sums, counted)
			self._add_trials(lead, now, fired, sums, counted, found)
		return tuple(
			[self._improvement(*one, self._bands.rank(points - one[0])) for one in found[:MOST_SHOWN]]
		)

	def _improvement(
		self, loss: int, known: bool, number: int, how: str, fields: tuple[str, ...], rank: int
	) -> Improvement:
		key = (loss, number, how, fields, rank)
		return self._made.get(key) or self._made.keep(
			key,
			Improvement(
				rule=self._rules[number].rule,
				how=how,
				gain=-loss,
				grade=self._bands.grades[rank].name,
				fields=fields,
			),
		)

	def _without_losses(
		self, fired: Sequence[object], sums: Sequence[int], counted: Sequence[int]
	) -> list[_Found]:
		found: list[_Found] = []
		for number, group, points in self._costly:
			if fired[number]:
				gain = clamp(sums[group] - points, self._groups[group]) - counted[group]
				if gain:
					found.append((-gain, True, number, "lose", self._rules[number].condition.fields))
		found.sort()
		return found

	def _add_trials(
		self,
		lead: LeadSnapshot,
		now: datetime,
		fired: Sequence[object],
		sums: Sequence[int],
		counted: Sequence[int],
		found: list[_Found],
	) -> None:
		"""Adds to `found`, which stays sorted: the most hopeful first, until none can be among the best any more."""
		bounds = self._bounds
		earned: dict[str, Points] = {}
		enough = -found[MOST_SHOWN - 1][0] if len(found) >= MOST_SHOWN else 1
		for way in self._ways:
			if way.hope < enough:
				return
			if fired[way.rule]:
				continue
			trial = way.only or way.trial(lead, now)
			if trial.hope < enough or (trial.tree_fields and trial.moves_in_tree(lead)):
				continue
			for field in trial.fields:
				if field not in earned:
					earned[field] = self._earned(field, fired)
			gain = 0
			for group, change in trial.changes(lead, now, fired, earned).items():
				# `clamp` written out: this runs some ten times for each lead.
				lowest, highest = bounds[group]
				after = sums[group] + change
				gain += (highest if after > highest else lowest if after < lowest else after) - counted[group]
			if gain < enough:
				continue
			known = trial.is_known(lead)
			insort(found, (-gain, known, way.rule, "change" if known else "find out", trial.fields))
			if len(found) >= MOST_SHOWN:
				enough = -found[MOST_SHOWN - 1][0]

	def _earned(self, field: str, fired: Sequence[object]) -> Points:
		"""By group, what the settled rules of a field give now."""
		earned: dict[int, int] = {}
		for number, group, points in self._settled[field]:
			if fired[number]:
				earned[group] = earned.get(group, 0) + points
		return earned

	def _without_disqualification(
		self, sums: Sequence[int], points: int, disqualified_by: tuple[ScoreLine, ...]
	) -> list[_Found]:
		if len(disqualified_by) > 1:
			return []
		line = disqualified_by[0]
		number = next(n for n, compiled in enumerate(self._rules) if compiled.rule is line.rule)
		after = list(sums)
		after[self._rules[number].group] -= line.points
		reached = sum(clamp(value, group) for value, group in zip(after, self._groups, strict=True))
		if reached <= points:
			return []
		return [(points - reached, True, number, "lose", tuple(name for name, _ in line.seen))]
