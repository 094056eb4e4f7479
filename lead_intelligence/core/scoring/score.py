"""The result of scoring: the number and everything that explains it."""

from __future__ import annotations

from dataclasses import dataclass

from ..engagement.judging import EngagementLine
from ..problems import Problem
from ..snapshot.values import Value
from .model import Rule

Seen = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
	"""A rule that fired, the points it gives before caps, and the values it saw as (field, value)."""

	rule: Rule
	points: int
	seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownLine:
	"""A rule that could not be judged: the fields that are unknown, or why the rule itself cannot be read."""

	rule: Rule
	fields: tuple[str, ...]
	problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLine:
	"""A group whose rules gave more, or less, than the group may count for."""

	group: str
	points: int
	counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
	"""What would raise the score: the rule concerned, the points gained after caps, and the grade then reached.

	`how` is "find out" (a field is unknown), "change" (a known value would have to be another) or "lose" (a rule that
	costs points would have to stop applying).
	"""

	rule: Rule
	how: str
	gain: int
	grade: str
	fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
	"""`points`: raw points, after caps and disqualification; rank by these. `value`: the same on the model's scale,
	unrounded. `percent`: on 0–100. `earned`: points after caps, before any disqualification; the same as `points`
	for most leads. `fit_points` and `engagement_points`: the two halves of `earned`. `lines` are those of fit."""

	model: str
	version: str | None
	points: int
	value: float
	percent: float
	grade: str
	earned: int
	fit_points: int
	engagement_points: int
	lines: tuple[ScoreLine, ...]
	engagement_lines: tuple[EngagementLine, ...]
	unknowns: tuple[UnknownLine, ...]
	caps: tuple[CapLine, ...]
	disqualified_by: tuple[ScoreLine, ...]
	improvements: tuple[Improvement, ...]

	@property
	def all_lines(self) -> tuple[ScoreLine | EngagementLine, ...]:
		"""Of both halves."""
		return (*self.lines, *self.engagement_lines) if self.engagement_lines else self.lines
