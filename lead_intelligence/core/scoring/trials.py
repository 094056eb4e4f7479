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

# The number of a rule, the number of its group and its points.
_Effect = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
	"""Other values for some fields of a lead, and what every rule that reads these fields would answer then.

	`hope`: no lead gains more. `on` and `off`: rules that fire, or do not, whatever else the lead holds. `open`: rules
	that must be judged for each lead, the rule that the trial is about first.
	"""

	hope: int
	fields: tuple[str, ...]
	tree_fields: tuple[str, ...]
	on: tuple[_Effect, ...]
	off: tuple[_Effect, ...]
	open: tuple[tuple[CompiledRule, _Effect, Judge], ...]

	def changes(
		self, rule: int, lead: LeadSnapshot, now: datetime, verdicts: Sequence[Verdict]
	) -> Mapping[int, int] | None:
		"""By group, the points that a lead would gain or lose. None when `rule` would still not fire, or another
		would disqualify the lead: that is no way to raise a score."""
		changes: dict[int, int] = {}
		for number, group, points in self.on:
			if not verdicts[number]:
				changes[group] = changes.get(group, 0) + points
		for number, group, points in self.off:
			if verdicts[number]:
				changes[group] = changes.get(group, 0) - points
		for compiled, (number, group, points), judge in self.open:
			fires = (compiled.always_valid or compiled.valid_on(now.date())) and judge(lead, now)
			if fires:
				if not verdicts[number]:
					if compiled.rule.disqualifies:
						return None
					changes[group] = changes.get(group, 0) + points
			elif number == rule:
				return None
			elif verdicts[number]:
				changes[group] = changes.get(group, 0) - points
		return changes


class Way:
	"""How one rule could be made to fire. `only` is the one trial where a single value is needed; of several needs a
	lead may meet some already, and what is tried depends on those that it does not."""

	__slots__ = ("_needs", "_trials", "_trials_of", "hope", "only", "rule")

	def __init__(self, rule: int, needs: Sequence[Need], trials_of: Trials) -> None:
		everything = trials_of.trial(rule, needs)
		self.rule = rule
		self.only = everything if len(needs) == 1 else None
		self.hope = trials_of.hope(rule, needs, everything)
		self._needs = needs
		self._trials_of = trials_of
		self._trials: dict[tuple[Verdict, ...], Trial] = {}

	def trial(self, lead: LeadSnapshot, now: datetime) -> Trial:
		"""The trial of what this lead lacks."""
		met = tuple([need.judge(lead, now) for need in self._needs])
		trial = self._trials.get(met)
		if trial is None:
			missing = [need for need, answer in zip(self._needs, met, strict=True) if not answer]
			trial = self._trials_of.trial(self.rule, missing)
			if len(self._trials) >= _MOST_TRIALS:
				self._trials.clear()
			self._trials[met] = trial
		return trial
