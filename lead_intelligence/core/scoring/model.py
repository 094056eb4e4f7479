"""What a scoring model is: rules in groups, and grades as bands of the score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

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
	"""One half of a score."""

	groups: tuple[Group, ...] = ()
	rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringModel:
	"""`fit` scores who the lead is. What the lead does will be the second half, beside it."""

	name: str
	grades: tuple[Grade, ...]
	fit: RuleSet
	scale: Scale = Scale.PERCENT
	version: str | None = None
