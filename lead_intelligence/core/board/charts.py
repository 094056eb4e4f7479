"""The charts of a dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ..funnel.agreement_findings import Bar
from ..funnel.handovers import HandoverCount
from ..qualification.stages import LADDER, Stage
from ..reporting.result import Chart, Sentence, Series, Shape
from ..responding.responses import Responses
from ..returns.figures import NOUGHT, Money, Returns
from .alarm import report
from .part import BoardChart

_MOST_SOURCES: Final = 8


def funnel_chart(now: Mapping[Stage, int], before: Mapping[Stage, int] | None) -> BoardChart:
	"""By stage, the leads that first came to it. The lowest rung stands for all that came in, so that the second adds nothing where it is
	the same."""
	stages = [stage for stage in LADDER if stage is not LADDER[0] or now[stage] != now[LADDER[1]]]
	series = [Series(label="Came This Far", numbers=[now[stage] for stage in stages])]
	if before is not None:
		series.append(Series(label="The Period before", numbers=[before[stage] for stage in stages]))
	return BoardChart(
		name="funnel",
		title=Sentence(text="Lead Funnel"),
		chart=Chart(labels=[Sentence(text=stage.value) for stage in stages], series=series),
		target=report("Lead Funnel", basis="Activity in the Period"),
	)


def response_chart(parts: Sequence[str], by_part: Mapping[str, Responses]) -> BoardChart:
	"""The median working time until an answer, by when it became due; a gap where nobody has answered yet."""
	found = [by_part.get(part) for part in parts]
	medians = [one.working.median / 60 if one and one.working else None for one in found]
	return BoardChart(
		name="response_time",
		title=Sentence(text="Response Time"),
		chart=Chart(
			labels=parts,
			series=[Series(label="Median Working Time", numbers=medians, kind="line")],
			shape=Shape.MINUTES,
			kind="line",
		),
		target=report("Lead Response Time"),
	)


def treatment_chart(parts: Sequence[str], by_part: Mapping[str, HandoverCount], bar: Bar) -> BoardChart:
	"""By when leads were handed over; a gap where none is to be judged yet."""
	rates = [by_part[part].treatment.rate if part in by_part else None for part in parts]
	return BoardChart(
		name="treatment_rate",
		title=Sentence(text="Treatment Rate"),
		chart=Chart(
			labels=parts,
			series=[Series(label="Treatment Rate", numbers=rates, kind="line")],
			shape=Shape.SHARE,
			kind="line",
		),
		line=bar.alarm,
		line_label=Sentence(text="Alarm"),
		target=report("Marketing and Sales Agreement"),
	)


def grade_chart(parts: Sequence[str], by_part: Mapping[str, Mapping[str, int]]) -> BoardChart:
	"""New leads by the grade that they had at first."""
	grades = sorted({grade for counts in by_part.values() for grade in counts}, key=_last_without)
	series = [
		Series(
			label="Grade {grade}" if grade else "No Grade",
			values={"grade": grade} if grade else {},
			numbers=[by_part.get(part, {}).get(grade, 0) for part in parts],
		)
		for grade in grades
	]
	return BoardChart(
		name="grade_mix",
		title=Sentence(text="Grades of New Leads"),
		chart=Chart(labels=parts, series=series),
		is_stacked=True,
		target=report("Lead Funnel", group_by="Grade"),
	)


def _last_without(grade: str) -> tuple[bool, str, str]:
	return not grade, grade.casefold(), grade


def return_chart(found: Returns, currency: str | None) -> BoardChart | None:
	"""Cost and invoiced amount of the sources that brought in, or else cost, most. None where there is neither. No cost where it is not told."""
	sources = [one for one in found.groups() if found.of(one).cost or (found.money or {}).get(one)]

	def weight(source: str) -> tuple[Decimal, Decimal, str, str]:
		one = found.of(source)
		return -(one.money or Money()).invoiced, -(one.cost or NOUGHT), source.casefold(), source

	shown = sorted(sources, key=weight)[:_MOST_SOURCES]
	if not shown or found.money is None:
		return None
	invoiced = [float(found.money.get(one, Money()).invoiced) for one in shown]
	costs = [None if found.of(one).cost is None else float(found.of(one).cost or 0) for one in shown]
	series = [Series(label="Invoiced", numbers=invoiced)]
	if found.cost is not None:
		series.insert(0, Series(label="Cost", numbers=costs))
	return BoardChart(
		name="source_return",
		title=Sentence(text="Source Return"),
		chart=Chart(
			labels=[one or Sentence(text="Not Given") for one in shown], series=series, shape=Shape.AMOUNT
		),
		currency=currency,
		target=report("Source Return", basis="Date of Revenue"),
	)
