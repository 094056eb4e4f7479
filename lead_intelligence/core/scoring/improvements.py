"""What would raise a score most: each rule that did not fire is tried with a value that would make it fire, and every
other rule that reads the same fields is judged again, so that the gain stated is the gain that would be had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final

from ..rules.compiler import Verdict
from ..rules.witness import Need
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN
from .compiled_rule import CompiledRule
from .model import Group
from .scale import GradeBands, clamp
from .score import Improvement, ScoreLine
from .trials import Changes, OpenTrial, Outcome, Trials

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
		self._points = [compiled.rule.points for compiled in rules]
		self._groups = groups
		self._bounds = tuple(
			(
				-_UNBOUNDED if group.at_least is None else group.at_least,
				_UNBOUNDED if group.at_most is None else group.at_most,
			)
			for group in groups
		)
		self._bands = bands
		self._costly = tuple(number for number, points in enumerate(self._points) if points < 0)
		self._trials = Trials(rules, catalogue)

	def best(
		self,
		lead: LeadSnapshot,
		now: datetime,
		verdicts: Sequence[Verdict],
		sums: Sequence[int],
		points: int,
		disqualified_by: tuple[ScoreLine, ...],
	) -> tuple[Improvement, ...]:
		"""Up to three improvements, the largest gain first; at equal gain what can be found out comes first.

		`verdicts` and `sums` are those of the rules and groups for this lead, before caps.
		"""
		if disqualified_by:
			found = self._without_disqualification(sums, points, disqualified_by)
		else:
			found = self._without_losses(verdicts, sums)
			found += self._with_one_value(lead, verdicts, sums)
			found.sort()
			self._try_the_open(lead, now, verdicts, sums, found)
		return tuple(
			[
				Improvement(
					rule=self._rules[number].rule,
					how=how,
					gain=-loss,
					grade=self._bands.grade(points - loss),
					fields=fields,
				)
				for loss, _, number, how, fields in found[:MOST_SHOWN]
			]
		)

	def _gain(self, changes: Changes, sums: Sequence[int]) -> int:
		# `clamp` written out: this runs some twenty times for each lead.
		gain = 0
		for number, change in changes:
			lowest, highest = self._bounds[number]
			points = sums[number]
			after = points + change
			gain += highest if after > highest else lowest if after < lowest else after
			gain -= highest if points > highest else lowest if points < lowest else points
		return gain

	def _without_losses(self, verdicts: Sequence[Verdict], sums: Sequence[int]) -> list[_Found]:
		found: list[_Found] = []
		for number in self._costly:
			if verdicts[number]:
				compiled = self._rules[number]
				gain = self._gain(((compiled.group, -self._points[number]),), sums)
				if gain:
					found.append((-gain, True, number, "lose", compiled.condition.fields))
		return found

	def _with_one_value(
		self, lead: LeadSnapshot, verdicts: Sequence[Verdict], sums: Sequence[int]
	) -> list[_Found]:
		found: list[_Found] = []
		value = lead.values.get
		for trial in self._trials.settled:
			if verdicts[trial.rule]:
				continue
			present = value(trial.field, UNKNOWN)
			changes = trial.memory.get(present)
			if changes == ():
				continue
			if changes is None:
				changes = self._trials.changes(trial.outcome, verdicts)
				trial.remember(present, changes)
			gain = self._gain(changes, sums)
			if gain > 0:
				known = present is not UNKNOWN
				found.append((-gain, known, trial.rule, "change" if known else "find out", (trial.field,)))
		return found

	def _try_the_open(
		self,
		lead: LeadSnapshot,
		now: datetime,
		verdicts: Sequence[Verdict],
		sums: Sequence[int],
		found: list[_Found],
	) -> None:
		"""Adds to `found`, which stays sorted: the most promising first, until none can enter the best any more."""
		hopes = [
			(-hope, trial)
			for trial in self._trials.open
			if not verdicts[trial.rule] and (hope := self._hope(trial, verdicts, sums)) > 0
		]
		hopes.sort(key=itemgetter(0))
		for hope, trial in hopes:
			if len(found) >= MOST_SHOWN and hope > found[MOST_SHOWN - 1][0]:
				return
			tried = self._try(trial, lead, now, verdicts, sums)
			if tried is not None:
				found.append(tried)
				found.sort()

	def _hope(self, trial: OpenTrial, verdicts: Sequence[Verdict], sums: Sequence[int]) -> int:
		"""What would be gained if every reader still open answered to the lead's advantage."""
		points = self._points
		optimistic: dict[int, int] = {}
		for reader, verdict in trial.outcome:
			if (verdict is True) is not (verdicts[reader] is True):
				group = self._rules[reader].group
				optimistic[group] = optimistic.get(group, 0) + (
					points[reader] if verdict else -points[reader]
				)
		for reader in trial.readers:
			if (points[reader] < 0) is (verdicts[reader] is True):
				group = self._rules[reader].group
				optimistic[group] = optimistic.get(group, 0) + abs(points[reader])
		return self._gain(tuple(optimistic.items()), sums)

	def _try(
		self,
		trial: OpenTrial,
		lead: LeadSnapshot,
		now: datetime,
		verdicts: Sequence[Verdict],
		sums: Sequence[int],
	) -> _Found | None:
		missing, readers = trial.needs, trial.readers
		if len(missing) > 1:
			missing = tuple([need for need in missing if not need.judge(lead, now)])
			readers = self._trials.readers_of([need.field for need in missing])
		# A lead that is somewhere in a tree stays there: moving it to another branch is no advice.
		if any(need.in_tree and need.field in lead.ancestors for need in missing):
			return None
		outcome = (*trial.outcome, *self._imagined(lead, now, missing, readers))
		if (trial.rule, True) not in outcome:
			return None
		gain = self._gain(self._trials.changes(outcome, verdicts), sums)
		if gain <= 0:
			return None
		values = lead.values
		to_change = any(values.get(need.field, UNKNOWN) is not UNKNOWN for need in missing)
		fields = tuple([need.field for need in missing])
		return (-gain, to_change, trial.rule, "change" if to_change else "find out", fields)

	def _imagined(
		self, lead: LeadSnapshot, now: datetime, missing: tuple[Need, ...], readers: tuple[int, ...]
	) -> Outcome:
		"""The verdicts of `readers`, were the missing needs met."""
		ancestors = lead.ancestors
		if any(need.in_tree for need in missing):
			ancestors = {**ancestors, **{n.field: frozenset((str(n.value),)) for n in missing if n.in_tree}}
		imagined = LeadSnapshot(
			values={**lead.values, **{need.field: need.value for need in missing}},
			ancestors=ancestors,
			changed_at=lead.changed_at,
		)
		today = now.date()
		rules = [(reader, self._rules[reader]) for reader in readers]
		return tuple(
			[
				(reader, rule.condition.judge(imagined, now))
				for reader, rule in rules
				if rule.always_valid or rule.valid_on(today)
			]
		)

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
		return [(points - reached, True, number, "lose", tuple(name for name, _ in line.seen))][
			: reached > points
		]
