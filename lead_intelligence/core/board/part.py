"""A family of figures that come of the same statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..reporting.result import Chart, Sentence
from .alarm import Alarm, Target
from .measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChart:
	"""`title`: what it shows. `line`: a level to draw across it, and how that is called. `is_stacked`: the series add up. `currency`: of
	amounts."""

	name: str
	title: Sentence
	chart: Chart
	target: Target
	line: float | None = None
	line_label: Sentence | None = None
	is_stacked: bool = False
	currency: str | None = None


@dataclass(slots=True, kw_only=True)
class Part:
	measures: list[Measure] = field(default_factory=list)
	charts: list[BoardChart] = field(default_factory=list)
	alarms: list[Alarm] = field(default_factory=list)
	notes: list[Sentence] = field(default_factory=list)

	def add(self, other: Part) -> None:
		self.measures += other.measures
		self.charts += other.charts
		self.alarms += other.alarms
		self.notes += other.notes


def together(parts: Iterable[Part]) -> Part:
	whole = Part()
	for part in parts:
		whole.add(part)
	return whole
