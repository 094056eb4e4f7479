"""The trials behind "what would raise this score": for each rule, what it would take, and whom else it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..rules.compiler import Judge, Verdict
from ..rules.supposition import suppose
from ..rules.witness import Need, needs_of
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from .compiled_rule import CompiledRule

_MOST_TRIALS: Final = 256

# The number of a rule, the number of its group, and its points.
_Effect = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
	"""Other values for some fields of a lead, and what every rule that reads these fields would answer then.

	`on` and `off`: rules that would fire, or not, whatever else the lead holds; `open`: rules to be judged for each
	lead. `hope`: what no lead gains more than.
	"""

	fields: tuple[str, ...]
	tree_fields: tuple[str, ...]
	on: tuple[_Effect, ...]
	off: tuple[_Effect, ...]
	open: tuple[tuple[CompiledRule, _Effect, Judge], ...]
	hope: int

	def changes(
		self, rule: int, lead: LeadSnapshot, now: datetime, verdicts: Sequence[Verdict]
	) -> Mapping[int, int]:
		"""By group, the points that a lead would gain or lose. Nothing when `rule` would still not fire, or another
		would disqualify the lead: that is no way to raise a score."""
		changes: dict[int, int] = {}
		for number, group, points in self.on:
			if not verdicts[number]:
				changes[group] = changes.get(group, 0) + points
		for number, group, points in self.off:
			if verdicts[number]:
				changes[group] = changes.get(group, 0) - points
		for compiled, (number, group, points), judge in self.open:
			if (compiled.always_valid or compiled.valid_on(now.date())) and judge(lead, now):
				if not verdicts[number]:
					if compiled.rule.disqualifies:
						return {}
					changes[group] = changes.get(group, 0) + points
			elif number == rule:
				return {}
			elif verdicts[number]:
				changes[group] = changes.get(group, 0) - points
		return changes


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

	def trial(self, rule: int, needs: Iterable[Need]) -> Trial:
		"""The trial of meeting `needs`, so that `rule` may fire."""
		needs = tuple(needs)
		supposed = LeadSnapshot(
			values={need.field: need.value for need in needs},
			ancestors={n.field: self._catalogue.ancestors(n.field, str(n.value)) for n in needs if n.in_tree},
		)
		on: list[_Effect] = []
		off: list[_Effect] = []
		still_open: list[tuple[CompiledRule, _Effect, Judge]] = []
		hope = self.points(rule)
		for number in sorted({reader for need in needs for reader in self._readers[need.field]}):
			compiled = self._rules[number]
			points = compiled.rule.points
			effect = (number, compiled.group, points)
			answer = suppose(compiled.condition.condition, supposed, self._catalogue)
			if callable(answer) or not compiled.always_valid or (answer and compiled.rule.disqualifies):
				still_open.append((compiled, effect, answer if callable(answer) else _always(answer)))
				gain = abs(points)
			else:
				(on if answer else off).append(effect)
				gain = max(0, points if answer else -points)
			hope += 0 if number == rule else gain
		return Trial(
			fields=tuple(need.field for need in needs),
			tree_fields=tuple(need.field for need in needs if need.in_tree),
			on=tuple(on),
			off=tuple(off),
			open=tuple(still_open),
			hope=hope,
		)


def _always(answer: Verdict) -> Judge:
	return lambda lead, now: answer
