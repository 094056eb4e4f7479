"""Figures of a week beside those of the week before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..reporting.result import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
	"""A figure of one week; None where there is none. Shares are from 0 to 1, times in minutes or days, amounts in the currency of the
	figure. `cases`: of how many leads or deals it is; None where it is of none in particular."""

	value: float | None = None
	cases: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
	"""`label`: English. `more_is_better`: None where neither is. `topic`: figures of one topic move together, and are
	told once. `report`: where it is shown, asked with `asks`."""

	name: str
	label: str
	shape: Shape
	now: Observed
	before: Observed
	more_is_better: bool | None = None
	topic: str = ""
	report: str | None = None
	asks: Mapping[str, str] = field(default_factory=dict)
	currency: str | None = None

	@property
	def is_empty(self) -> bool:
		return not self.now.value and not self.before.value

	@property
	def is_known(self) -> bool:
		return self.now.value is not None or self.before.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
	"""The same figure of one rep or one source. `group`: their name, as reports key it."""

	group: str
	now: Observed
	before: Observed
