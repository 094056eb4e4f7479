"""Our reports by name, and the leads behind each of their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, Protocol

from frappe.utils import getdate
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads, values_of
from lead_intelligence.adapters.reports.memory import room_for_tables
from lead_intelligence.adapters.reports.shown import script_refusal, script_report
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.filters import Filters, read_filters
from lead_intelligence.core.reporting.result import Result

REPORTS: Final[Mapping[str, str]] = {
	"Lead Funnel": "lead_funnel",
	"Marketing and Sales Agreement": "marketing_and_sales_agreement",
	"Lead Response Time": "lead_response_time",
	"Rep Performance": "rep_performance",
	"Score Check": "score_check",
	"Stagnant Leads": "stagnant_leads",
	"Rejected Leads": "rejected_leads",
	"Sales Cycle": "sales_cycle",
	"Nurture Yield": "nurture_yield",
	"Source Return": "source_return",
}


class Figures(Protocol):
	figures: Callable[[Filters, Mapping[str, Any]], Result]
	leads: Callable[[Filters, Mapping[str, Any], str, str], QueryBuilder]


def figures_of(report: str) -> Figures:
	"""The module of a report. Raises KeyError for what is none of ours."""
	return import_module(f"lead_intelligence.adapters.reports.{REPORTS[report]}")


def leads_asked(report: str, filters: Filters) -> AskedLeads:
	"""The leads that the report is of, to which a filter may mean something of its own."""
	found: AskedLeads = getattr(figures_of(report), "leads_asked", AskedLeads)(filters)
	return found


def shown(report: str, filters: Mapping[str, Any] | str | None) -> tuple[Any, ...]:
	"""The report as the desk takes it. Where the filters cannot be understood, no figures and the sentences that say so: a page that
	somebody is still filling in is no place for a dialog."""
	values = values_of(filters)
	try:
		with room_for_tables():
			return script_report(figures_of(report).figures(read_filters(values, getdate()), values))
	except Refused as refusal:
		return script_refusal(refusal.problems)
