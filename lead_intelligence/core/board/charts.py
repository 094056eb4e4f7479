"""The charts of a dashboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..funnel.agreement_findings import Bar
from ..funnel.handovers import HandoverCount
from ..qualification.stages import LADDER, Stage
from ..reporting.result import Chart, Sentence, Series, Shape
from ..responding.responses import Responses
from .alarm import report
from .part import BoardChart


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
