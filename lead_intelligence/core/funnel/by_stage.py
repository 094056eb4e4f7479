"""The Lead Funnel stage by stage, of leads that came in within a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..metrics.quantile import Counts, Spread, spread_of
from ..qualification.stages import LADDER, Stage, rank
from ..reporting.rates import days_cells, rate_cells
from ..reporting.result import Card, Chart, Column, Result, Sentence, Series, Shape
from .climb import RungFigures, Standings, rungs
from .question import FunnelQuestion
from .remarks import NOBODY, LeftOut, explanations, notes_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Climbed:
	"""Of the leads of one period. `days`: calendar days since the stage before, by stage. `in_all`: those from coming in to the last stage."""

	standings: Standings
	days: Mapping[Stage, Counts] = field(default_factory=dict)
	in_all: Counts = field(default_factory=dict)

	@property
	def leads(self) -> int:
		return sum(self.standings.values())

	@property
	def young(self) -> int:
		return sum(leads for one, leads in self.standings.items() if not one.is_ripe)


def funnel_by_stage(
	question: FunnelQuestion,
	now: Climbed,
	before: Climbed | None,
	left_out: LeftOut,
	*,
	ripe_days: int,
	fewest: int,
) -> Result:
	columns = _columns(compares=before is not None, has_young=bool(now.young))
	how = explanations(question, ripe_days, fewest)
	if not now.leads and not (before and before.leads):
		notes = [NOBODY, *notes_on(left_out, young=0, ripe_days=ripe_days, negative=0)]
		return Result(columns=columns, rows=(), notes=notes, how=how)
	places = [rank(stage) for stage in question.stages]
	figures = rungs(now.standings, places)
	earlier = {one.place: one for one in rungs(before.standings, places)} if before else {}
	spreads = {stage: spread_of(counts) for stage, counts in now.days.items()}
	rows = [
		_row(one, earlier.get(one.place), spreads.get(LADDER[one.place]) if number else None, fewest)
		for number, one in enumerate(figures)
	]
	in_all = spread_of(now.in_all)
	negative = sum(spread.negative for spread in spreads.values() if spread)
	if len(figures) > 2 and in_all:
		# Between two neighbours the time in all is one of those already.
		negative += in_all.negative
	return Result(
		columns=columns,
		rows=rows,
		cards=_cards(question, figures, earlier, in_all, now, before),
		chart=_chart(figures, earlier),
		notes=notes_on(left_out, young=now.young, ripe_days=ripe_days, negative=negative),
		how=how,
	)


def _columns(*, compares: bool, has_young: bool) -> list[Column]:
	found = [
		Column(name="stage", label="Stage", shape=Shape.TEXT),
		Column(name="reached", label="Came This Far", shape=Shape.COUNT, drill=True),
		Column(name="reached_before", label="Came This Far before", shape=Shape.COUNT),
		Column(name="skipped", label="Passed Over", shape=Shape.COUNT, drill=True),
		Column(name="from_before", label="From the Previous Stage", shape=Shape.SHARE),
		Column(name="from_first", label="From the First Stage", shape=Shape.SHARE),
		Column(name="from_first_before", label="From the First Stage before", shape=Shape.SHARE),
		Column(name="median", label="Days from the Previous Stage (Median)", shape=Shape.DAYS, width=150),
		Column(name="p90", label="Days from the Previous Stage (90 %)", shape=Shape.DAYS, width=150),
		Column(name="nurtured", label="In Nurture Now", shape=Shape.COUNT, drill=True),
		Column(name="disqualified", label="Disqualified Now", shape=Shape.COUNT, drill=True),
		Column(name="waiting", label="Still There", shape=Shape.COUNT, drill=True),
		Column(name="young", label="Not Ripe Yet", shape=Shape.COUNT, drill=True),
	]
	hidden = {
		*(() if compares else ("reached_before", "from_first_before")),
		*(() if has_young else ("young",)),
	}
	return [column for column in found if column.name not in hidden]


def _row(
	one: RungFigures, earlier: RungFigures | None, days: Spread | None, fewest: int
) -> dict[str, object]:
	stage = LADDER[one.place].value
	of_before = earlier.from_first if earlier else None
	return {
		"key": stage,
		"stage": Sentence(text=stage),
		"reached": one.reached,
		"reached_before": earlier.reached if earlier else None,
		"skipped": one.skipped,
		**rate_cells("from_before", one.from_before, fewest),
		**rate_cells("from_first", one.from_first, fewest),
		**rate_cells("from_first_before", of_before, fewest),
		**days_cells(days),
		"nurtured": one.nurtured,
		"disqualified": one.disqualified,
		"waiting": one.waiting,
		"young": one.unripe,
	}


def _cards(
	question: FunnelQuestion,
	figures: Sequence[RungFigures],
	earlier: Mapping[int, RungFigures],
	in_all: Spread | None,
	now: Climbed,
	before: Climbed | None,
) -> list[Card]:
	last = figures[-1]
	then = earlier.get(last.place)
	stage = {"stage": Sentence(text=question.last.value)}
	of_before = then.from_first if then else None
	before_days = spread_of(before.in_all) if before else None
	cards = [
		Card(label="Leads", value=now.leads, shape=Shape.COUNT, before=before.leads if before else None),
		Card(
			label="Came to {stage}",
			values=stage,
			value=last.reached,
			shape=Shape.COUNT,
			before=then.reached if then else None,
		),
		Card(
			label="Conversion to {stage}",
			values=stage,
			value=last.from_first.rate if last.from_first else None,
			shape=Shape.SHARE,
			before=of_before.rate if of_before else None,
		),
		Card(
			label="Days to {stage} (Median)",
			values=stage,
			value=in_all.median if in_all else None,
			shape=Shape.DAYS,
			before=before_days.median if before_days else None,
		),
	]
	if now.young:
		cards.append(Card(label="Too Young to Be Judged", value=now.young, shape=Shape.COUNT))
	return cards


def _chart(figures: Sequence[RungFigures], earlier: Mapping[int, RungFigures]) -> Chart:
	series = [Series(label="Came This Far", numbers=[one.reached for one in figures])]
	if earlier:
		numbers = [earlier[one.place].reached for one in figures]
		series.append(Series(label="The Period before", numbers=numbers))
	return Chart(labels=[Sentence(text=LADDER[one.place].value) for one in figures], series=series)
