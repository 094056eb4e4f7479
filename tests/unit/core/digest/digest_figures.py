"""Figures of two weeks in one line."""

from __future__ import annotations

from lead_intelligence.core.digest.figures import Figure, Observed, Part
from lead_intelligence.core.reporting.result import Shape


def count(now: float | None, before: float | None, name: str = "new_leads", **more: object) -> Figure:
	return figure(Shape.COUNT, (now, None), (before, None), name=name, **more)


def share(now: tuple[int, int], before: tuple[int, int], name: str = "treatment", **more: object) -> Figure:
	"""Each as part and cases."""
	return figure(Shape.SHARE, rate(*now), rate(*before), name=name, **more)


def amount(now: tuple[float, int | None], before: tuple[float, int | None], name: str = "won") -> Figure:
	return figure(Shape.AMOUNT, now, before, name=name)


def minutes(
	now: tuple[float, int], before: tuple[float, int], name: str = "median", **more: object
) -> Figure:
	return figure(Shape.MINUTES, now, before, name=name, more_is_better=False, **more)


def figure(shape: Shape, now, before, *, name: str = "figure", more_is_better=True, **more) -> Figure:
	return Figure(
		name=name,
		label=name,
		shape=shape,
		now=Observed(value=now[0], cases=now[1]),
		before=Observed(value=before[0], cases=before[1]),
		more_is_better=more_is_better,
		**more,
	)


def rate(part: int, cases: int) -> tuple[float | None, int]:
	return (part / cases if cases else None), cases


def part_of_count(group: str, now: float, before: float) -> Part:
	return Part(group=group, now=Observed(value=now), before=Observed(value=before))


def part_of_share(group: str, now: tuple[int, int], before: tuple[int, int]) -> Part:
	(value, cases), (value_before, cases_before) = rate(*now), rate(*before)
	return Part(
		group=group,
		now=Observed(value=value, cases=cases),
		before=Observed(value=value_before, cases=cases_before),
	)
