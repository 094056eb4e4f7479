"""What the reports of the desk ask for besides their figures."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint

from lead_intelligence.adapters.reports.asking import asked, understood, values_of
from lead_intelligence.adapters.reports.behind import leads_shown
from lead_intelligence.adapters.reports.index import REPORTS, figures_of, leads_asked, statement_shown
from lead_intelligence.adapters.reports.memory import room_for_tables

MOST_LEADS = 500


@frappe.whitelist(methods=["GET", "POST"])
def leads(report: str, filters: str, key: str, column: str, start: int = 0, most: int = 100) -> dict:
	"""The leads behind one figure: {total, leads: [{lead, name, company, stage, grade, colour, owner, source, created}]}, of which the
	caller may see each. `key` and `column`: of the cell. Needs the right to the report."""
	_see_to_rights(report)
	values = values_of(filters)
	meant = asked(values)
	names = understood(lambda: figures_of(report).leads(meant, values, str(key)[:500], str(column)[:140]))
	with room_for_tables():
		return leads_shown(
			leads_asked(report, meant), names, max(cint(start), 0), min(max(cint(most), 1), MOST_LEADS)
		)


@frappe.whitelist(methods=["GET", "POST"])
def statement(report: str, filters: str) -> str:
	"""What the report's page leaves for later, as markup: of Source Return, its amounts beside the general ledger. Empty where there is nothing that
	the caller may be told. Needs the right to the report."""
	_see_to_rights(report)
	values = values_of(filters)
	meant = asked(values)
	with room_for_tables():
		return understood(lambda: statement_shown(report, meant, values))


def _see_to_rights(report: str) -> None:
	if report not in REPORTS:
		frappe.throw(_("There is no such report."), frappe.DoesNotExistError)
	if not frappe.get_doc("Report", report).is_permitted():
		frappe.throw(_("You may not see this report."), frappe.PermissionError)
