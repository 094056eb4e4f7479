"""A report of one month in which nothing else happened."""

from __future__ import annotations

from typing import Any

from lead_intelligence.adapters.reports.asking import asked
from lead_intelligence.adapters.reports.behind import leads_shown
from lead_intelligence.adapters.reports.index import figures_of, leads_asked
from lead_intelligence.adapters.reports.shown import script_report
from lead_intelligence.core.reporting.result import Result

MARCH = {"from_date": "2020-03-01", "to_date": "2020-03-31"}


class ReportOfMarch:
	def __init__(self, name: str) -> None:
		self._name = name

	def __call__(self, **values: Any) -> Result:
		"""It can be shown, too."""
		filters = {**MARCH, **values}
		result = figures_of(self._name).figures(asked(filters), filters)
		script_report(result)
		return result

	def behind(self, key: str, column: str, **values: Any) -> set[str]:
		"""The leads behind a figure."""
		filters = {**MARCH, **values}
		meant = asked(filters)
		names = figures_of(self._name).leads(meant, filters, key, column)
		found = leads_shown(leads_asked(self._name, meant), names, 0, 500)
		assert found["total"] == len(found["leads"])
		return {row["lead"] for row in found["leads"]}


def rows(result: Result) -> dict[str, dict[str, Any]]:
	return {str(row["key"]): dict(row) for row in result.rows}
