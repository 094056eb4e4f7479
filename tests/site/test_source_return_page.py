"""What the page of Source Return shows at once, and what it asks for afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.api.report import statement as followed
from tests.bench.people import MANAGER, MARKETING, REP, hire
from tests.site.report_builders import a_company
from tests.site.stored_sales import a_cost, an_invoice, sold
from tests.site.test_source_return import BASES, NAME, QUARTER, a_lead
from tests.site.test_source_return_ledger import AGREES, CONTROLLER, statement

PAGE = "frappe.desk.query_report.run"
PLACE = '<div class="li-report-follows"></div>'


@pytest.fixture
def company(rolled_back) -> str:
	return a_company()


@pytest.fixture
def on_page(monkeypatch) -> Callable[..., dict[str, Any]]:
	"""The report as its page asks for it."""

	def ask(company: str, **filters: Any) -> dict[str, Any]:
		with monkeypatch.context() as patch:
			patch.setattr(frappe.local, "request", object(), raising=False)
			patch.setattr(frappe.local, "form_dict", frappe._dict(cmd=PAGE))
			return run(NAME, filters={**QUARTER, "company": company, **filters})

	return ask


def rest(company: str, **filters: Any) -> dict[str, Any]:
	return {"message": followed(NAME, json.dumps({**QUARTER, "company": company, **filters}))}


def some_sales(company: str) -> None:
	lead, other = a_lead(company), a_lead(company, "Web")
	customer = sold(company, lead, 1000, paid=0.5)
	sold(company, other, 200, customer=customer)
	sold(company, a_lead(company, "Fair", came="2024-03-01"), 40, customer=customer)
	an_invoice(company, None, 50.5, customer)
	a_cost(company, 200, "Fair")


@pytest.mark.parametrize("more", [{}, {"source": "Fair"}, {"compare": 1}, {"group_by": "Month"}], ids=str)
@pytest.mark.parametrize("basis", BASES.values(), ids=BASES)
def test_figures_come_first_and_with_the_rest_say_what_the_whole_says(company, on_page, basis, more):
	some_sales(company)
	whole = run(NAME, filters={**QUARTER, "company": company, "basis": basis, **more})
	first, then = on_page(company, basis=basis, **more), rest(company, basis=basis, **more)
	assert len(statement(whole)) >= 5
	assert statement(first) == {}
	assert PLACE in first["message"]
	assert statement(then) == statement(whole)
	assert AGREES in then["message"]
	assert whole["message"] == first["message"].replace(PLACE, then["message"])
	for part in ("columns", "result", "chart", "report_summary"):
		assert first[part] == whole[part]


def test_what_is_mailed_or_downloaded_is_whole(company, monkeypatch):
	some_sales(company)
	for command in ("frappe.desk.query_report.export_query", None):
		with monkeypatch.context() as patch:
			patch.setattr(frappe.local, "request", object(), raising=False)
			patch.setattr(frappe.local, "form_dict", frappe._dict(cmd=command))
			answer = run(NAME, filters={**QUARTER, "company": company})
		assert statement(answer)
		assert PLACE not in answer["message"]


def test_nothing_follows_for_whoever_may_not_see_the_ledger(company, by, on_page):
	sold(company, a_lead(company, fields={"lead_owner": REP.user}), 100)
	hire(CONTROLLER)
	for person, sees_ledger in ((CONTROLLER, True), (MANAGER, False), (MARKETING, False), (REP, False)):
		first, then = by(person)(on_page, company), by(person)(rest, company)
		assert (PLACE in first["message"]) is sees_ledger, person
		assert bool(statement(then)) is sees_ledger, person
		assert bool(then["message"]) is sees_ledger, person


def test_nothing_follows_where_there_is_nothing_or_amounts_of_several_currencies(company, on_page):
	assert PLACE not in on_page(company)["message"]
	sold(company, a_lead(company), 100)
	a_company("USD")
	everywhere = {**QUARTER, "company": None}
	assert PLACE not in on_page(**everywhere)["message"]
	assert rest(**everywhere) == {"message": ""}


def test_other_reports_have_nothing_to_follow_and_no_report_is_refused(company, by):
	assert followed("Lead Funnel", json.dumps({**QUARTER, "company": company})) == ""
	with pytest.raises(frappe.DoesNotExistError):
		followed("No Report", "{}")
	with pytest.raises(frappe.ValidationError, match="From Date"):
		followed(NAME, json.dumps({"from_date": "someday"}))


def test_whoever_may_not_open_the_report_is_told_nothing_of_the_ledger(company, signed_in_as):
	sold(company, a_lead(company), 100)
	with signed_in_as("Guest"), pytest.raises(frappe.PermissionError):
		rest(company)
