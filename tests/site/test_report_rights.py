"""Whose leads the figures of a report are of: nobody sees more than the leads that they may see."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import frappe
import pytest
from frappe.desk.query_report import run

from lead_intelligence.adapters.reports.index import REPORTS
from lead_intelligence.api.report import leads
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.site.report_builders import a_company, a_journey

FUNNEL = "Lead Funnel"
PERIOD = {"from_date": "2025-01-01", "to_date": "2025-03-31"}
CLERK = Person("clara@atelier-lumiere.example", "Clara", "Noir", ("Accounts User",))


@pytest.fixture
def company() -> str:
	return a_company()


@pytest.fixture
def found(by, company):
	"""The leads that somebody's figures are of, which are those behind them."""

	def of(person: Person, **filters: Any) -> set[str]:
		meant = {**PERIOD, "company": company, **filters}
		report = by(person)(run, FUNNEL, filters=meant)
		behind = by(person)(leads, FUNNEL, json.dumps(meant), "Lead", "reached", most=500)
		rows = {row["key"]: row["reached"] for row in report["result"]}
		assert rows.get("Lead", 0) == behind["total"] == len(behind["leads"])
		return {one["lead"] for one in behind["leads"]}

	return of


@pytest.fixture
def hers(company) -> str:
	return owned_by(company, REP)


@pytest.fixture
def his(company) -> str:
	return owned_by(company, SECOND_REP)


def owned_by(company: str, person: Person | None, **fields: Any) -> str:
	owner = person.user if person else None
	return a_journey(company, {"lead_owner": owner, **fields}, Lead="2025-02-01 10:00:00")


def shared(lead: str, user: str | None) -> None:
	share = {"share_doctype": "Lead", "share_name": lead, "read": 1}
	who = {"user": user} if user else {"everyone": 1}
	frappe.get_doc({"doctype": "DocShare", **share, **who}).insert(ignore_permissions=True)


def permit(person: Person, allow: str, value: str) -> None:
	permission = {"user": person.user, "allow": allow, "for_value": value, "apply_to_all_doctypes": 1}
	frappe.get_doc({"doctype": "User Permission", **permission}).insert()


def test_a_rep_sees_their_own_leads(found, hers, his, company):
	owned_by(company, None)
	assert found(REP) == {hers}
	assert found(SECOND_REP) == {his}


def test_and_those_that_are_shared_with_them_or_with_everyone(found, hers, his, company):
	for_all = owned_by(company, None)
	shared(his, REP.user)
	shared(for_all, None)
	assert found(REP) == {hers, his, for_all}
	assert found(SECOND_REP) == {his, for_all}


def test_no_filter_shows_a_rep_the_leads_of_another(found, hers, his):
	assert found(REP, owner=SECOND_REP.user) == set()
	assert found(REP, owner=REP.user) == {hers}


@pytest.mark.parametrize("person", [MANAGER, MARKETING])
def test_managers_and_marketing_see_all_that_they_may_read(found, hers, his, person):
	assert found(person) == {hers, his}


def test_a_manager_with_user_permissions_sees_what_they_leave(found, company, his):
	french = owned_by(company, REP, territory="France")
	owned_by(company, REP, territory="Rest Of The World")
	permit(MANAGER, "Territory", "France")
	frappe.db.set_value("Lead", his, "territory", "France")
	assert found(MANAGER) == {french, his}


def test_a_rep_with_user_permissions_sees_of_their_own_what_these_leave(found, company):
	french = owned_by(company, REP, territory="France")
	owned_by(company, REP, territory="Rest Of The World")
	permit(REP, "Territory", "France")
	assert found(REP) == {french}


def test_a_company_of_which_somebody_may_see_nothing_has_no_figures(found, hers):
	permit(MANAGER, "Company", a_company())
	assert found(MANAGER) == set()


def test_a_percent_sign_in_what_somebody_may_see_does_no_harm(found, company):
	name = "100 % Nord %s"
	frappe.get_doc({"doctype": "Territory", "territory_name": name}).insert()
	meant = owned_by(company, None, territory=name)
	owned_by(company, None, territory="France")
	permit(MANAGER, "Territory", name)
	assert found(MANAGER) == {meant}


@pytest.mark.parametrize("report", REPORTS)
def test_who_has_none_of_the_roles_may_not_open_it(by, report):
	hire(CLERK)
	with pytest.raises(frappe.PermissionError):
		by(CLERK)(run, report, filters=PERIOD)
	with pytest.raises(frappe.PermissionError):
		by(CLERK)(leads, report, json.dumps(PERIOD), "Lead", "reached")


@pytest.mark.parametrize("report", REPORTS)
def test_a_guest_may_not_open_it(signed_in_as, report):
	with signed_in_as("Guest"):
		with pytest.raises(frappe.PermissionError):
			run(report, filters=PERIOD)
		with pytest.raises(frappe.PermissionError):
			leads(report, json.dumps(PERIOD), "Lead", "reached")


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("person", [REP, MANAGER, MARKETING])
def test_whoever_has_one_of_the_roles_may(by, report, person):
	answer = by(person)(run, report, filters=PERIOD)
	assert answer["columns"] is not None


def test_what_is_no_report_of_ours_has_no_leads(by):
	for name in ("Lead Details", "", "Nothing"):
		with pytest.raises(frappe.DoesNotExistError, match="There is no such report"):
			by(MANAGER)(leads, name, "{}", "Lead", "reached")


def test_the_leads_come_by_pages_the_newest_first(by, company):
	made = [owned_by(company, REP, creation=f"2025-02-0{day} 08:00:00") for day in (1, 2, 3)]
	filters = json.dumps({**PERIOD, "company": company})
	pages = [
		by(MANAGER)(leads, FUNNEL, filters, "Lead", "reached", start=start, most=2) for start in (0, 2, 4)
	]
	assert [page["total"] for page in pages] == [3, 3, 3]
	assert [one["lead"] for page in pages for one in page["leads"]] == made[::-1]


@pytest.mark.parametrize(("start", "most"), [(-5, 0), ("x", "y"), (0, 10**9)])
def test_pages_that_make_no_sense_are_taken_as_near_as_can_be(by, hers, company, start, most):
	filters = json.dumps({**PERIOD, "company": company})
	page = by(MANAGER)(leads.__wrapped__, FUNNEL, filters, "Lead", "reached", start=start, most=most)
	assert lead_names(page["leads"]) == [hers]


def lead_names(rows: Iterable[Any]) -> list[str]:
	return [row["lead"] for row in rows]
