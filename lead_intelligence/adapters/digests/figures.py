"""The figures of a digest are those of the dashboard, of the last full week and the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from lead_intelligence.adapters.digests.breakdown import PLACES, Breakdown
from lead_intelligence.core.board.measure import Measure
from lead_intelligence.core.digest.figures import Figure, Observed
from lead_intelligence.core.reporting.result import Sentence, Shape

# In a sentence, what the dashboard shortens is told in full.
_LABELS: Final[Mapping[str, Sentence]] = {
	"mql": Sentence(text="New MQLs"),
	"sql": Sentence(text="New SQLs"),
	"response_median": Sentence(text="Median Time to a First Response"),
}
# The slowest answers to the last leads of a week are still to come: until then a median of answers looks better than it is. Whether
# they came in time is judged in its place.
_ONLY_SHOWN: Final = frozenset({"response_median"})
# What is paid for marketing is what somebody has entered, and no matter of chance.
_CERTAIN: Final = frozenset({"cost"})


def figures_of(measures: Iterable[Measure], breakdown: Breakdown) -> list[Figure]:
	return [_figure(one, breakdown) for one in measures]


def _figure(measure: Measure, breakdown: Breakdown) -> Figure:
	label = _LABELS.get(measure.name)
	found = Figure(
		name=measure.name,
		label=label.text if label else measure.label,
		shape=measure.shape,
		now=Observed(value=measure.value, cases=measure.cases),
		before=Observed(value=measure.before, cases=measure.cases_before),
		more_is_better=measure.more_is_better,
		report=measure.report,
		asks=measure.asks,
		currency=measure.currency,
	)
	if measure.shape is Shape.AMOUNT and measure.name not in _CERTAIN:
		return _with_cases(found, breakdown)
	return found


def _with_cases(figure: Figure, breakdown: Breakdown) -> Figure:
	"""Of how many sales an amount is: without knowing, nobody can say whether it is more than chance."""
	if figure.is_empty:
		return figure
	now, before = breakdown.cases(figure.name)
	return replace(figure, now=replace(figure.now, cases=now), before=replace(figure.before, cases=before))


def compared(figures: Iterable[Figure]) -> list[Figure]:
	"""Those of which it can be said already what they are of the last week."""
	return [figure for figure in figures if figure.name not in _ONLY_SHOWN]


def asked_of_report(figure: Figure) -> Mapping[str, str]:
	"""By which the report shows the figure, by rep or source where it can."""
	place = PLACES.get(figure.name)
	return {**figure.asks, **(place.asks if place else {})}


def is_of_users(figure: Figure) -> bool:
	place = PLACES.get(figure.name)
	return place is not None and place.of_users
