"""What a scoring model is: rules in groups, and grades as bands of the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ..engagement.rule import EngagementRule
from ..rules.conditions import Condition


class Scale(str, Enum):
	"""What the score of a model is told in: its raw points, or 0 to 100."""

	POINTS = "points"
	PERCENT = "0-100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
	"""Points for leads that meet the condition, from and to the given days inclusive. Points may be negative.

	A rule that disqualifies sends the lead to the lowest score that the model can give.
	"""

	label: str
	condition: Condition
	points: int = 0
	group: str | None = None
	valid_from: date | None = None
	valid_to: date | None = None
	disqualifies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
	"""Rules whose points together count for no more than `at_most` and no less than `at_least`."""

	name: str
	at_most: int | None = None
	at_least: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
	"""A band of the score, from `at_least` up to the next grade. The lowest grade has no lower bound."""

	name: str
	at_least: int | float | None = None
	colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
	"""One half of a score: who the lead is."""

	groups: tuple[Group, ...] = ()
	rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementSet:
	"""The other half: what the lead does. Its groups are its own, also where names are the same."""

	groups: tuple[Group, ...] = ()
	rules: tuple[EngagementRule, ...] = ()


AnyRule = Rule | EngagementRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringModel:
	"""`fit` scores who the lead is, `engagement` what it does. The points of both are added."""

	name: str
	grades: tuple[Grade, ...]
	fit: RuleSet
	engagement: EngagementSet = EngagementSet()
	scale: Scale = Scale.PERCENT
	version: str | None = None

	@property
	def rules(self) -> tuple[AnyRule, ...]:
		"""Of both halves."""
		return (*self.fit.rules, *self.engagement.rules)
