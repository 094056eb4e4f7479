"""Our reports by name, and the leads behind each of their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, Protocol

import frappe
from frappe.utils import getdate
from pypika.queries import QueryBuilder

from lead_intelligence.adapters.reports.asking import AskedLeads, values_of
from lead_intelligence.adapters.reports.memory import room_for_tables
from lead_intelligence.adapters.reports.shown import script_refusal, script_report, statement_markup
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

_PAGE: Final = "frappe.desk.query_report.run"


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


def statement_shown(report: str, filters: Filters, values: Mapping[str, Any]) -> str:
	"""The markup of what was left for later; empty where there is nothing."""
	statement = getattr(figures_of(report), "statement", None)
	found = statement(filters, values) if statement else None
	return statement_markup(found) if found else ""


def _figures(report: str) -> Callable[[Filters, Mapping[str, Any]], Result]:
	"""The page of the report shows its figures first and asks for the rest afterwards. Whatever is mailed or prepared is whole."""
	module = figures_of(report)
	is_for_page = bool(getattr(frappe.local, "request", None)) and frappe.form_dict.get("cmd") == _PAGE
	return getattr(module, "figures_first", module.figures) if is_for_page else module.figures


def shown(report: str, filters: Mapping[str, Any] | str | None) -> tuple[Any, ...]:
	"""The report as the desk takes it. Where the filters cannot be understood, no figures and the sentences that say so: a page that
	somebody is still filling in is no place for a dialog."""
	values = values_of(filters)
	try:
		with room_for_tables():
			return script_report(_figures(report)(read_filters(values, getdate()), values))
	except Refused as refusal:
		return script_refusal(refusal.problems)
