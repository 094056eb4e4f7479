"""The trials behind "what would raise this score": for each rule, what it would take, and whom else it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from ..rules.compiler import Judge, Verdict, compile_condition
from ..rules.conditions import Comparison
from ..rules.supposition import suppose
from ..rules.witness import Need, needs_of
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN
from .compiled_rule import CompiledRule

_MOST_TRIALS: Final = 256

# By the number of their group.
Points = Mapping[int, int]


class Trial:
	"""Other values for some fields of a lead, and what every rule that reads these fields would answer then.

	`earned`: by group, what the settled rules of these fields would give, those that follow from one value alone;
	`still_open`: rules to be judged for each lead. `hope`: what no lead gains more than.
	"""

	__slots__ = ("_all_unknown", "_earned", "_open", "_rule", "fields", "hope", "tree_fields")

	def __init__(
		self,
		rule: int,
		needs: Sequence[Need],
		hope: int,
		earned: Points,
		still_open: Sequence[tuple[CompiledRule, int, Judge]],
	) -> None:
		self.fields = tuple(need.field for need in needs)
		self.tree_fields = tuple(need.field for need in needs if need.in_tree)
		self.hope = hope
		self._all_unknown = [UNKNOWN] * len(needs)
		self._rule = rule
		self._earned = earned
		self._open = still_open

	def changes(
		self, lead: LeadSnapshot, now: datetime, fired: Sequence[object], earned: Mapping[str, Points]
	) -> Points:
		"""By group, what a lead would gain and lose. Nothing when the rule would still not fire, or another would
		disqualify the lead: that is no way to raise a score. `fired`: for each rule, something true if it fires now;
		`earned`: by field and group, what the settled rules give now."""
		changes = dict(self._earned)
		for field in self.fields:
			for group, points in earned[field].items():
				changes[group] = changes.get(group, 0) - points
		for compiled, number, judge in self._open:
			group, points = compiled.group, compiled.rule.points
			if compiled.valid_on(now.date()) and judge(lead, now):
				if not fired[number]:
					if compiled.rule.disqualifies:
						return {}
					changes[group] = changes.get(group, 0) + points
			elif number == self._rule:
				return {}
			elif fired[number]:
				changes[group] = changes.get(group, 0) - points
		return changes

	def is_known(self, lead: LeadSnapshot) -> bool:
		"""Whether one of the values is known already, and would have to change."""
		value = lead.values.get
		return [value(name, UNKNOWN) for name in self.fields] != self._all_unknown

	def moves_in_tree(self, lead: LeadSnapshot) -> bool:
		"""A lead that is somewhere in a tree stays there: moving it to another branch is no advice."""
		return any(name in lead.ancestors for name in self.tree_fields)


class Way:
	"""How one rule could be made to fire. Of several needs a lead may meet some already: what is tried on it are
	those that it does not meet. `only` is the trial where there is a single need."""

	__slots__ = ("_maker", "_needs", "_trials", "hope", "only", "rule")

	def __init__(self, rule: int, needs: Sequence[Need], maker: TrialMaker) -> None:
		self.rule = rule
		one_by_one = [maker.trial(rule, [need]) for need in needs]
		own = maker.points(rule)
		self.hope = own + sum(trial.hope - own for trial in one_by_one)
		self.only = one_by_one[0] if len(needs) == 1 else None
		self._needs = needs
		self._maker = maker
		self._trials: dict[tuple[Verdict, ...], Trial] = {}

	def trial(self, lead: LeadSnapshot, now: datetime) -> Trial:
		"""The trial of what this lead lacks."""
		met = tuple([need.judge(lead, now) for need in self._needs])
		trial = self._trials.get(met)
		if trial is None:
			missing = [need for need, answer in zip(self._needs, met, strict=True) if not answer]
			trial = self._maker.trial(self.rule, missing)
			if len(self._trials) >= _MOST_TRIALS:
				self._trials.clear()
			self._trials[met] = trial
		return trial


class TrialMaker:
	"""Works out, for values that a lead might have, what each rule would say to them."""

	def __init__(self, rules: Sequence[CompiledRule], catalogue: FieldCatalogue) -> None:
		self._rules = rules
		self._catalogue = catalogue
		self._judges: dict[int, Judge] = {}
		self._readers: dict[str, list[int]] = {}
		for number, compiled in enumerate(rules):
			for name in compiled.condition.fields:
				self._readers.setdefault(name, []).append(number)

	def ways(self) -> tuple[Way, ...]:
		"""A way for each rule that gives points and can be made to fire, the most hopeful first."""
		ways = []
		for number, compiled in enumerate(self._rules):
			if compiled.rule.points > 0 and not compiled.rule.disqualifies:
				needs = needs_of(compiled.condition.condition, self._catalogue)
				if needs:
					ways.append(Way(number, needs, self))
		return tuple(sorted(ways, key=lambda way: -way.hope))

	def points(self, rule: int) -> int:
		return self._rules[rule].rule.points

	def settled(self, field: str) -> list[tuple[int, int, int]]:
		"""The rules that follow from this field alone, each with its group and points."""
		readers = ((number, self._rules[number]) for number in self._readers[field])
		return [(number, c.group, c.rule.points) for number, c in readers if _is_settled(c)]

	def trial(self, rule: int, needs: Sequence[Need]) -> Trial:
		"""The trial of meeting `needs`, so that `rule` may fire."""
		supposed = LeadSnapshot(
			values={need.field: need.value for need in needs},
			ancestors={n.field: self._catalogue.ancestors(n.field, str(n.value)) for n in needs if n.in_tree},
		)
		hope = self.points(rule)
		earned: dict[int, int] = {}
		still_open: list[tuple[CompiledRule, int, Judge]] = []
		for number in sorted({reader for need in needs for reader in self._readers[need.field]}):
			compiled = self._rules[number]
			points = compiled.rule.points
			answer = suppose(compiled.condition.condition, supposed, self._judge_of)
			if number != rule:
				hope += abs(points) if callable(answer) else max(0, points if answer else -points)
			if callable(answer):
				still_open.append((compiled, number, answer))
			elif not _is_settled(compiled):
				still_open.append((compiled, number, _always(answer)))
			elif answer:
				earned[compiled.group] = earned.get(compiled.group, 0) + points
		return Trial(rule, needs, hope, earned, still_open)

	def _judge_of(self, comparison: Comparison) -> Judge:
		# By identity: the value of a comparison may be a list. The rules keep their comparisons alive.
		judge = self._judges.get(id(comparison))
		if judge is None:
			judge = self._judges[id(comparison)] = compile_condition(comparison, self._catalogue).judge
		return judge


def _is_settled(compiled: CompiledRule) -> bool:
	return compiled.follows_from is not None and not compiled.rule.disqualifies


def _always(answer: bool) -> Judge:
	return lambda lead, now: answer
