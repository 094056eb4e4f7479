"""Who has to do with a figure: the same of each rep or source, of two weeks. They are those of the reports, of the leads that whoever
reads may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lead_intelligence.adapters.reports.behind import leads_shown
from lead_intelligence.adapters.reports.index import figures_of, leads_asked
from lead_intelligence.core.digest.figures import Observed, Part
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of

FUNNEL, AGREEMENT, RESPONSE, CYCLE, RETURN = (
	"Lead Funnel",
	"Marketing and Sales Agreement",
	"Lead Response Time",
	"Sales Cycle",
	"Source Return",
)
_STEPS: Final = {"basis": "Activity in the Period"}
_BY_SOURCE: Final = {**_STEPS, "group_by": "Source", "to_stage": "MQL"}
_BY_OWNER: Final = {**_STEPS, "group_by": "Lead Owner"}
_TO_WHOM: Final = {"group_by": "Handed Over To"}
_BY_REP: Final = {"group_by": "Rep"}
_CLOSED: Final = {"group_by": "Lead Owner", "basis": "Closed in the Period"}
_REVENUE: Final = {"group_by": "Source", "basis": "Date of Revenue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
	"""Where a figure stands by rep or source: in a `column` of a report that is asked with `values`; in another, of how many `cases` it
	is, or of as many as the `leads_behind` it. `of_users`: whether the rows are of people. `adds_up`: who has no row has none of it."""

	report: str
	values: Mapping[str, str]
	column: str
	cases: str | None = None
	leads_behind: bool = False
	of_users: bool = True
	adds_up: bool = False


PLACES: Final[Mapping[str, Place]] = {
	"new_leads": Place(report=FUNNEL, values=_BY_SOURCE, column="leads", of_users=False, adds_up=True),
	"mql": Place(report=FUNNEL, values=_BY_SOURCE, column="came", of_users=False, adds_up=True),
	"sql": Place(report=FUNNEL, values={**_BY_OWNER, "to_stage": "SQL"}, column="came", adds_up=True),
	"customers": Place(
		report=FUNNEL, values={**_BY_OWNER, "to_stage": "Customer"}, column="came", adds_up=True
	),
	"treatment_rate": Place(report=AGREEMENT, values=_TO_WHOM, column="treatment", cases="treatment_of"),
	"acceptance_rate": Place(report=AGREEMENT, values=_TO_WHOM, column="acceptance", cases="acceptance_of"),
	"in_time_rate": Place(report=RESPONSE, values=_BY_REP, column="in_time_rate", cases="in_time_rate_of"),
	"response_median": Place(report=RESPONSE, values=_BY_REP, column="median_working", cases="answered"),
	"won_amount": Place(report=CYCLE, values=_CLOSED, column="won_amount", cases="won", adds_up=True),
	"invoiced": Place(
		report=RETURN,
		values=_REVENUE,
		column="invoiced",
		leads_behind=True,
		of_users=False,
		adds_up=True,
	),
	"cost": Place(report=RETURN, values=_REVENUE, column="cost", of_users=False, adds_up=True),
}
"""By the name that the dashboard gives the figure."""

_Rows = Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Breakdown:
	"""`filters`: of the week. Each report is asked once for each of both weeks, and only if somebody wants to know."""

	filters: Filters
	_asked: dict[tuple[str, tuple[tuple[str, str], ...]], Sequence[_Rows]] = field(
		init=False, default_factory=dict
	)

	def parts(self, name: str) -> list[Part]:
		place = PLACES.get(name)
		if place is None:
			return []
		now, before = self._weeks(place)
		groups = dict.fromkeys(key for rows in (now, before) for key in rows if key != ALL)
		return [
			Part(
				group=group_of(key) or "",
				now=_observed(place, now.get(key)),
				before=_observed(place, before.get(key)),
			)
			for key in groups
		]

	def cases(self, name: str) -> tuple[int, int]:
		"""Of how many the figure of all together is, in both weeks; 0 where nobody knows."""
		place = PLACES.get(name)
		if place is None:
			return 0, 0
		if place.leads_behind:
			now, before = (_leads_behind(place, week) for week in (self.filters, self.filters.before()))
			return now, before
		found = (_observed(place, rows.get(ALL)).cases or 0 for rows in self._weeks(place))
		now, before = found
		return now, before

	def _weeks(self, place: Place) -> tuple[_Rows, _Rows]:
		key = (place.report, tuple(sorted(place.values.items())))
		if key not in self._asked:
			report, earlier = figures_of(place.report), self.filters.before()
			weeks = [self.filters, earlier] if earlier else [self.filters]
			self._asked[key] = [
				{str(row["key"]): row for row in report.figures(week, place.values).rows} for week in weeks
			]
		now, before = (*self._asked[key], {})[:2]
		return now, before


def _leads_behind(place: Place, week: Filters | None) -> int:
	if week is None:
		return 0
	names = figures_of(place.report).leads(week, place.values, ALL, place.column)
	return int(leads_shown(leads_asked(place.report, week), names, 0, 1)["total"])


def _observed(place: Place, row: Mapping[str, Any] | None) -> Observed:
	if row is None:
		return Observed(value=0.0 if place.adds_up else None, cases=0 if place.cases else None)
	value = row.get(place.column)
	return Observed(
		value=None if value is None else float(value),
		cases=int(row.get(place.cases) or 0) if place.cases else None,
	)
