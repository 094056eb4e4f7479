"""The trials behind "what would raise this score": for each rule, what it would take, and whom else it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..rules.compiler import Verdict
from ..rules.witness import Need, needs_of
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import Value
from .compiled_rule import CompiledRule

# Verdicts by rule number, and changes of points by group number.
Outcome = Sequence[tuple[int, Verdict]]
Changes = tuple[tuple[int, int], ...]

_REMEMBERED: Final = 2048
_LONGEST_REMEMBERED: Final = 120


class SettledTrial:
	"""One value of one field, whose effect on every rule that reads the field follows from the value alone.

	`memory` keeps, per value that the lead has now, the changes that the trial would bring.
	"""

	__slots__ = ("field", "memory", "outcome", "rule")

	def __init__(self, rule: int, field: str, outcome: Outcome) -> None:
		self.rule = rule
		self.field = field
		self.outcome = outcome
		self.memory: dict[Value, Changes] = {}

	def remember(self, present: Value, changes: Changes) -> None:
		if isinstance(present, str) and len(present) > _LONGEST_REMEMBERED:
			return
		if len(self.memory) >= _REMEMBERED:
			self.memory.clear()
		self.memory[present] = changes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTrial:
	"""Values of one or more fields, whose effect on `readers`, some of the rules that read them, must be judged per
	lead. What the other rules answer is in `outcome`."""

	rule: int
	needs: tuple[Need, ...]
	readers: tuple[int, ...]
	outcome: Outcome


class Trials:
	"""All trials of a model: for each rule that gives points, how it could be made to fire."""

	def __init__(self, rules: Sequence[CompiledRule], catalogue: FieldCatalogue) -> None:
		self._rules = rules
		self._readers: dict[str, list[int]] = {}
		for number, compiled in enumerate(rules):
			for name in compiled.condition.fields:
				self._readers.setdefault(name, []).append(number)
		settled: list[SettledTrial] = []
		still_open: list[OpenTrial] = []
		for number, compiled in enumerate(rules):
			if compiled.rule.points <= 0 or compiled.rule.disqualifies:
				continue
			needs = needs_of(compiled.condition.condition, catalogue)
			if needs is None:
				continue
			readers = self.readers_of(need.field for need in needs)
			outcome = self._outcome(needs[0], readers) if len(needs) == 1 else ()
			if len(outcome) == len(readers):
				settled.append(SettledTrial(number, needs[0].field, outcome))
			else:
				readers = tuple(reader for reader in readers if reader not in dict(outcome))
				still_open.append(OpenTrial(rule=number, needs=needs, readers=readers, outcome=outcome))
		self.settled = tuple(trial for trial in settled if (trial.rule, True) in trial.outcome)
		self.open = tuple(still_open)

	def readers_of(self, names: Iterable[str]) -> tuple[int, ...]:
		return tuple(sorted({reader for name in names for reader in self._readers[name]}))

	def _follows_from_one_value(self, number: int) -> bool:
		rule = self._rules[number]
		return rule.always_valid and rule.condition.judges_value_only and len(rule.condition.fields) == 1

	def _outcome(self, need: Need, readers: tuple[int, ...]) -> Outcome:
		lead = LeadSnapshot(values={need.field: need.value})
		followers = (reader for reader in readers if self._follows_from_one_value(reader))
		return tuple((reader, self._rules[reader].condition.judge(lead, datetime.min)) for reader in followers)

	def changes(self, outcome: Outcome, verdicts: Sequence[Verdict]) -> Changes:
		"""The points by which each group would change if rules answered as in `outcome`. None when that would
		disqualify the lead: that is no way to raise a score."""
		by_group: dict[int, int] = {}
		for number, verdict in outcome:
			if (verdict is True) is (verdicts[number] is True):
				continue
			compiled = self._rules[number]
			if verdict and compiled.rule.disqualifies:
				return ()
			change = compiled.rule.points if verdict else -compiled.rule.points
			by_group[compiled.group] = by_group.get(compiled.group, 0) + change
		return tuple(by_group.items())
