"""The figures of a digest: of two weeks, whole and by rep or source. They are those of the reports, asked for as whoever reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.digest.figures import Figure, Observed, Part
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL, group_of
from lead_intelligence.core.reporting.result import Column, Shape

FUNNEL, AGREEMENT, RESPONSE, CYCLE = (
	"Lead Funnel",
	"Marketing and Sales Agreement",
	"Lead Response Time",
	"Sales Cycle",
)
_STEPS: Final = {"basis": "Activity in the Period"}
_BY_SOURCE: Final = {**_STEPS, "group_by": "Source"}
_BY_OWNER: Final = {**_STEPS, "group_by": "Lead Owner"}
_TO_WHOM: Final = {"group_by": "Handed Over To"}
_BY_REP: Final = {"group_by": "Rep"}
_CLOSED: Final = {"group_by": "Lead Owner", "basis": "Closed in the Period"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
	"""A figure, and where it stands: in a `column` of a report that is asked with `values`; in another, of how many `cases` it is. `of_users`:
	whether the rows are of people."""

	name: str
	column: Column
	report: str
	values: Mapping[str, str]
	in_column: str
	cases: str | None = None
	more_is_better: bool | None = True
	of_users: bool = True
	topic: str = ""


ASKED: Final = (
	Asked(
		name="new_leads",
		column=Column(name="new_leads", label="New Leads", shape=Shape.COUNT),
		report=FUNNEL,
		values={**_BY_SOURCE, "to_stage": "MQL"},
		in_column="leads",
		of_users=False,
	),
	Asked(
		name="mql",
		column=Column(name="mql", label="New MQLs", shape=Shape.COUNT),
		report=FUNNEL,
		values={**_BY_SOURCE, "to_stage": "MQL"},
		in_column="came",
		of_users=False,
	),
	Asked(
		name="sql",
		column=Column(name="sql", label="New SQLs", shape=Shape.COUNT),
		report=FUNNEL,
		values={**_BY_OWNER, "to_stage": "SQL"},
		in_column="came",
	),
	Asked(
		name="customers",
		column=Column(name="customers", label="New Customers", shape=Shape.COUNT),
		report=FUNNEL,
		values={**_BY_OWNER, "to_stage": "Customer"},
		in_column="came",
	),
	Asked(
		name="treatment_rate",
		column=Column(name="treatment_rate", label="Treatment Rate", shape=Shape.SHARE),
		report=AGREEMENT,
		values=_TO_WHOM,
		in_column="treatment",
		cases="treatment_of",
	),
	Asked(
		name="acceptance_rate",
		column=Column(name="acceptance_rate", label="Acceptance Rate", shape=Shape.SHARE),
		report=AGREEMENT,
		values=_TO_WHOM,
		in_column="acceptance",
		cases="acceptance_of",
	),
	Asked(
		name="in_time_rate",
		column=Column(name="in_time_rate", label="Answered in Time", shape=Shape.SHARE),
		report=RESPONSE,
		values=_BY_REP,
		in_column="in_time_rate",
		cases="in_time_rate_of",
		topic="response",
	),
	Asked(
		name="response_median",
		column=Column(name="response_median", label="Median Time to a First Response", shape=Shape.MINUTES),
		report=RESPONSE,
		values=_BY_REP,
		in_column="median_working",
		cases="answered",
		more_is_better=False,
		topic="response",
	),
	Asked(
		name="won_amount",
		column=Column(name="won_amount", label="Amount Won", shape=Shape.AMOUNT),
		report=CYCLE,
		values=_CLOSED,
		in_column="won_amount",
		cases="won",
	),
)


@dataclass(slots=True)
class Weeks:
	"""`filters`: of the week. Each report is asked once for each of both weeks."""

	filters: Filters
	_rows: dict[tuple[str, tuple[tuple[str, str], ...]], Sequence[dict[str, dict[str, Any]]]] = field(
		init=False, default_factory=dict
	)

	def figures(self) -> list[Figure]:
		return [self._figure(one) for one in ASKED]

	def parts(self, figure: Figure) -> list[Part]:
		"""The same of each rep or source, of those that whoever reads may see."""
		asked = _asked(figure.name)
		if asked is None:
			return []
		now, before = self._tables(asked)
		groups = dict.fromkeys(key for rows in (now, before) for key in rows if group_of(key) is not None)
		return [
			Part(
				group=group_of(key) or "",
				now=_observed(asked, now.get(key)),
				before=_observed(asked, before.get(key)),
			)
			for key in groups
		]

	def _figure(self, asked: Asked) -> Figure:
		now, before = self._tables(asked)
		return Figure(
			name=asked.name,
			label=asked.column.label,
			shape=asked.column.shape,
			now=_observed(asked, now.get(ALL)),
			before=_observed(asked, before.get(ALL)),
			more_is_better=asked.more_is_better,
			topic=asked.topic,
			report=asked.report,
			currency=currency_of(self.filters.company),
		)

	def _tables(self, asked: Asked) -> Sequence[dict[str, dict[str, Any]]]:
		key = (asked.report, tuple(sorted(asked.values.items())))
		if key not in self._rows:
			report, earlier = figures_of(asked.report), self.filters.before()
			weeks = (self.filters, earlier) if earlier else (self.filters,)
			self._rows[key] = [
				{str(row["key"]): dict(row) for row in report.figures(week, asked.values).rows}
				for week in weeks
			]
		found = self._rows[key]
		return (*found, {})[:2]


def _asked(name: str) -> Asked | None:
	return next((one for one in ASKED if one.name == name), None)


def is_of_users(figure: Figure) -> bool:
	asked = _asked(figure.name)
	return asked is not None and asked.of_users


def report_values(figure: Figure) -> Mapping[str, str]:
	"""By which the report shows the figure by rep or source."""
	asked = _asked(figure.name)
	return asked.values if asked else {}


def _observed(asked: Asked, row: Mapping[str, Any] | None) -> Observed:
	"""Who has no row has nothing: no leads and no amounts, but neither a rate nor a time."""
	if row is None:
		is_sum = asked.column.shape in (Shape.COUNT, Shape.AMOUNT)
		return Observed(value=0.0 if is_sum else None, cases=0 if asked.cases else None)
	value = row.get(asked.in_column)
	cases = row.get(asked.cases) if asked.cases else None
	return Observed(
		value=None if value is None else float(value),
		cases=None if not asked.cases else int(cases or 0),
	)
