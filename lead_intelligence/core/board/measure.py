"""One figure of a dashboard, and how it has changed against the days before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from ..reporting.result import Shape


class Verdict(str, Enum):
	BETTER = "better"
	WORSE = "worse"
	SAME = "same"
	"""It did not change."""
	NEITHER = "neither"
	"""More of it is neither good nor bad, or one of the two figures does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
	"""`label`: English. `value` and `before`: None for a figure that does not exist, which is not nought; shares from 0 to 1, times in minutes,
	amounts in `currency`. `more_is_better`: None where neither. `cases`: of how many the figure is, of a share or a median. `report`:
	the name of the one that tells more, `asks` its filters besides those of the board. `is_of_now`: of this moment and of no
	period, so that it is compared with nothing."""

	name: str
	label: str
	shape: Shape
	value: float | None = None
	before: float | None = None
	more_is_better: bool | None = True
	cases: int | None = None
	cases_before: int | None = None
	report: str | None = None
	asks: Mapping[str, str] = field(default_factory=dict)
	currency: str | None = None
	is_of_now: bool = False

	@property
	def change(self) -> float | None:
		"""How much more it is now: of a share in shares, of all else as a part of what was before. None where that cannot be said."""
		if self.value is None or self.before is None:
			return None
		if self.shape is Shape.SHARE or self.shape is Shape.FACTOR:
			return self.value - self.before
		return (self.value - self.before) / abs(self.before) if self.before else None

	@property
	def verdict(self) -> Verdict:
		if self.value is None or self.before is None or self.more_is_better is None:
			return Verdict.NEITHER
		if self.value == self.before:
			return Verdict.SAME
		return Verdict.BETTER if (self.value > self.before) is self.more_is_better else Verdict.WORSE


_STEPS: Final = {"basis": "Activity in the Period"}
_REVENUE: Final = {"basis": "Date of Revenue"}

MEASURES: Final[Mapping[str, Measure]] = {
	one.name: one
	for one in (
		Measure(name="new_leads", label="New Leads", shape=Shape.COUNT, report="Lead Funnel", asks=_STEPS),
		Measure(name="mql", label="MQL", shape=Shape.COUNT, report="Lead Funnel", asks=_STEPS),
		Measure(name="sql", label="SQL", shape=Shape.COUNT, report="Lead Funnel", asks=_STEPS),
		Measure(
			name="customers", label="New Customers", shape=Shape.COUNT, report="Lead Funnel", asks=_STEPS
		),
		Measure(
			name="treatment_rate",
			label="Treatment Rate",
			shape=Shape.SHARE,
			report="Marketing and Sales Agreement",
		),
		Measure(
			name="acceptance_rate",
			label="Acceptance Rate",
			shape=Shape.SHARE,
			report="Marketing and Sales Agreement",
		),
		Measure(
			name="response_median",
			label="Response Time (Median)",
			shape=Shape.MINUTES,
			more_is_better=False,
			report="Lead Response Time",
		),
		Measure(
			name="in_time_rate", label="Answered in Time", shape=Shape.SHARE, report="Lead Response Time"
		),
		Measure(name="late_now", label="Late Now", shape=Shape.COUNT, more_is_better=False, is_of_now=True),
		Measure(
			name="won_amount",
			label="Amount Won",
			shape=Shape.AMOUNT,
			report="Sales Cycle",
			asks={"basis": "Closed in the Period"},
		),
		Measure(name="invoiced", label="Invoiced", shape=Shape.AMOUNT, report="Source Return", asks=_REVENUE),
		Measure(
			name="cost",
			label="Cost",
			shape=Shape.AMOUNT,
			more_is_better=None,
			report="Source Return",
			asks=_REVENUE,
		),
		Measure(
			name="return_on_cost",
			label="Return on Cost",
			shape=Shape.SHARE,
			report="Source Return",
			asks=_REVENUE,
		),
	)
}
"""In the order in which they are shown."""


def measured(name: str, value: float | None, before: float | None = None, **more: object) -> Measure:
	"""One of `MEASURES` with its figures. `more`: `cases`, `cases_before`, `currency`. Raises KeyError for none of them."""
	return replace(MEASURES[name], value=value, before=before, **more)  # type: ignore[arg-type]


def in_order(found: Iterable[Measure]) -> list[Measure]:
	place = {name: number for number, name in enumerate(MEASURES)}
	return sorted(found, key=lambda one: place[one.name])


def shown_amount(amount: Decimal | None, places: int) -> float | None:
	"""As Source Return shows it, in the smallest unit of the currency."""
	return None if amount is None else round(float(amount), places)
