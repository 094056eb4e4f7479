"""Who sees which leads in each of the reports, and that a figure opens the very leads it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.adapters.reports.index import REPORTS
from lead_intelligence.api.report import leads
from tests.bench.people import MANAGER, MARKETING, REP, Person, hire
from tests.site.reported_company import COMPANY, reported_leads

EACH_REPORT = pytest.mark.parametrize("report", REPORTS)
IN_DEPTH = {"Lead Funnel": {"group_by": "Source"}, "Lead Response Time": {"group_by": "Rep"}}
"""Filters under which a report tells more leads apart than by default."""


def given_once():
	return reported_leads(60)


def filters_of(report: str, **more: Any) -> dict[str, Any]:
	return {"company": COMPANY, **IN_DEPTH.get(report, {}), **more}


def figures(report: str, **more: Any) -> dict[str, Any]:
	return dict(run(report, filters=filters_of(report, **more)))


def drilled(report: str, answer: dict[str, Any]) -> Iterator[tuple[str, str, object, set[str], int]]:
	"""Of each figure that opens: row, column, the figure itself, the leads behind it and how many there are."""
	filters = frappe.as_json(filters_of(report))
	columns = [column for column in answer["columns"] if column.get("li_drill")]
	for row in answer["result"]:
		for column in columns:
			name = column["fieldname"]
			if row.get("key") and row.get(name):
				found = leads(report, filters, row["key"], name, most=500)
				yield row["key"], name, row[name], {one["lead"] for one in found["leads"]}, found["total"]


def owned_by(user: str) -> set[str]:
	return set(frappe.get_all("Lead", {"company": COMPANY, "lead_owner": user}, pluck="name"))


@EACH_REPORT
def test_each_count_opens_as_many_leads(signed_in_as, report):
	with signed_in_as(MANAGER.user):
		answer = figures(report)
		counts = {column["fieldname"] for column in answer["columns"] if column["li_shape"] == "Count"}
		opened = 0
		for key, column, value, names, total in drilled(report, answer):
			assert len(names) == total, (key, column)
			if column in counts:
				assert total == value, (key, column)
			opened += 1
	assert opened


@EACH_REPORT
def test_a_rep_sees_own_leads_and_no_others(signed_in_as, report):
	own = owned_by(REP.user)
	with signed_in_as(REP.user):
		answer = figures(report)
		seen = set().union(*(names for *_figure, names, _total in drilled(report, answer)))
	assert seen
	assert seen <= own


# A rep's performance is their own: whose lead was shared with them is another rep.
@pytest.mark.parametrize("report", [report for report in REPORTS if report != "Rep Performance"])
def test_a_lead_that_is_shared_is_among_them(signed_in_as, report):
	with signed_in_as(MANAGER.user):
		of_others = set().union(*(names for *_figure, names, _total in drilled(report, figures(report))))
	theirs = sorted(of_others - owned_by(REP.user))
	frappe.share.add("Lead", theirs[0], REP.user, read=1)
	with signed_in_as(REP.user):
		seen = set().union(*(names for *_figure, names, _total in drilled(report, figures(report))))
	assert theirs[0] in seen
	assert seen <= owned_by(REP.user) | {theirs[0]}


@EACH_REPORT
def test_marketing_sees_what_a_manager_sees(signed_in_as, report):
	def seen_by(person: Person) -> list[Any]:
		with signed_in_as(person.user):
			answer = figures(report)
		return [{name: value for name, value in row.items() if name != "bold"} for row in answer["result"]]

	assert seen_by(MARKETING) == seen_by(MANAGER) != []


@EACH_REPORT
def test_a_rep_without_leads_sees_no_figures(signed_in_as, report):
	newcomer = Person("noa@atelier-lumiere.example", "Noa", "Petit", ("Sales User",))
	hire(newcomer)
	with signed_in_as(newcomer.user):
		answer = figures(report)
		assert list(drilled(report, answer)) == []
	assert not answer["result"] or all(not row.get("leads") for row in answer["result"])


@EACH_REPORT
def test_user_permissions_leave_the_same_out_as_of_lists(signed_in_as, report):
	"""A manager of another company."""
	other = frappe.get_all("Company", {"name": ("!=", COMPANY)}, pluck="name", limit=1)[0]
	permission = {"doctype": "User Permission", "user": MANAGER.user, "allow": "Company", "for_value": other}
	frappe.get_doc(permission).insert(ignore_permissions=True)
	with signed_in_as(MANAGER.user):
		assert list(drilled(report, figures(report))) == []


@EACH_REPORT
def test_a_manager_restricted_to_a_territory_keeps_all_rows_of_it(signed_in_as, report):
	"""Frappe takes rows away whose links somebody may not follow; what is theirs must stay."""
	mine = sorted(owned_by(REP.user) | owned_by(MANAGER.user))
	territory = frappe.get_all("Territory", {"is_group": 0}, pluck="name", limit=1)[0]
	frappe.db.set_value("Lead", {"name": ("in", mine)}, "territory", territory, update_modified=False)
	permission = {
		"doctype": "User Permission",
		"user": MANAGER.user,
		"allow": "Territory",
		"for_value": territory,
	}
	frappe.get_doc(permission).insert(ignore_permissions=True)
	with signed_in_as(MANAGER.user):
		answer = figures(report)
		seen = set().union(*(names for *_figure, names, _total in drilled(report, answer)))
	assert seen
	# ERPNext's setting, whether empty territories are for all, decides about the others.
	strict = frappe.db.get_single_value("System Settings", "apply_strict_user_permissions")
	assert seen <= set(mine) or not strict


@EACH_REPORT
@pytest.mark.parametrize("role", [None, "Support Team"])
def test_who_has_nothing_to_do_with_sales_sees_neither_figures_nor_leads(signed_in_as, report, role):
	stranger = Person("ida@atelier-lumiere.example", "Ida", "Roux", (role,) if role else ())
	hire(stranger)
	for user in (stranger.user, "Guest"):
		with signed_in_as(user):
			with pytest.raises(frappe.PermissionError):
				figures(report)
			with pytest.raises(frappe.PermissionError):
				leads(report, frappe.as_json(filters_of(report)), "all", "leads")


@EACH_REPORT
def test_what_is_behind_no_figure_is_nothing(signed_in_as, report):
	"""Whatever somebody sends as a row and a column."""
	own = owned_by(REP.user)
	with signed_in_as(REP.user):
		for key in ("", "all", "%", "' or 1=1 -- ", "x" * 5000, '{"a": [1]}', "\x00"):
			for column in ("leads", "no_such_column", "name` from `tabUser"):
				try:
					found = leads(report, frappe.as_json(filters_of(report)), key, column)
				except frappe.ValidationError:
					continue
				assert {one["lead"] for one in found["leads"]} <= own
