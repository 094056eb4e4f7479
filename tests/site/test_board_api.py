"""The dashboard as the desk asks for it: what it answers, in which language, to whom, and how it refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import frappe
import pytest
from frappe.utils import fmt_money, get_datetime, getdate, now_datetime

from lead_intelligence.adapters.board.parts import PARTS
from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.api.board import board
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.site.handover_builders import a_handover, days_ago
from tests.site.report_builders import a_bare_lead, a_company, a_journey
from tests.site.stored_sales import a_cost

CLERK = Person("clara@atelier-lumiere.example", "Clara", "Noir", ("Accounts User",))


@pytest.fixture
def company() -> str:
	return a_company()


@pytest.fixture
def asked(by, company):
	def of(person: Person = MANAGER, **more: Any) -> dict[str, Any]:
		return dict(by(person)(board, **{"company": company, **more}))

	return of


def days_before(days: int) -> str:
	return str(now_datetime() - timedelta(days=days))[:19]


def card(answer: dict[str, Any], name: str) -> dict[str, Any]:
	return next(one for one in answer["cards"] if one["name"] == name)


def alarms(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
	return {one["name"]: one for one in answer["alarms"]}


def test_it_is_plain_data(asked, company):
	a_journey(company, {"lead_owner": REP.user}, Lead=days_before(3))
	answer = asked()
	assert json.loads(frappe.as_json(answer))["span"] == "last_30_days"
	assert answer["period"] == {"first": str(getdate() - timedelta(days=29)), "last": str(getdate())}
	assert answer["before"]["last"] == str(getdate() - timedelta(days=30))
	assert abs(get_datetime(answer["as_of"]) - now_datetime()) < timedelta(minutes=5)
	assert [one["value"] for one in answer["spans"]][:2] == ["last_7_days", "last_30_days"]
	assert company in answer["companies"]
	assert {one["name"] for one in answer["charts"]} >= {
		"funnel",
		"treatment_rate",
		"response_time",
		"grade_mix",
	}


def test_a_card_says_how_it_changed_and_where_more_is_told(asked, company):
	for days in (2, 3, 40):
		a_journey(company, Lead=days_before(days))
	found = card(asked(), "new_leads")
	assert (found["value"], found["before"], found["change"], found["verdict"]) == (2, 1, 1.0, "better")
	assert found["target"]["kind"] == "report"
	assert found["target"]["filters"] == {
		"from_date": str(getdate() - timedelta(days=29)),
		"to_date": str(getdate()),
		"company": company,
		"basis": "Activity in the Period",
	}


def test_parts_come_by_themselves_and_add_up_to_the_whole(asked, company):
	a_journey(company, Lead=days_before(3))
	whole = asked()
	parts = [asked(parts=[name]) for name in PARTS if name != "ledger"]
	for kind in ("cards", "charts", "alarms"):
		assert [one["name"] for part in parts for one in part[kind]] == [one["name"] for one in whole[kind]]
	assert asked(parts="leads,money")["parts"] == ["leads", "money"]
	assert asked(parts='["money", "leads"]')["parts"] == ["leads", "money"]


@pytest.mark.parametrize("parts", ["everything", '["leads", 1]', "[", [], [None], {"a": 1}, 7])
def test_other_parts_are_refused_with_the_choices(asked, parts):
	with pytest.raises(frappe.ValidationError, match=r"Parts must be one of leads, handovers"):
		asked(parts=parts)


@pytest.mark.parametrize("span", ["yesterday", 30, ["last_7_days"], "x" * 1000])
def test_other_spans_are_refused_with_the_choices(asked, span):
	with pytest.raises(frappe.ValidationError, match=r"is not among the choices.*last_30_days"):
		asked(span=span)


@pytest.mark.parametrize(
	("company", "said"),
	[("Nobody & Sons", "There is no company"), ({"a": 1}, "as text"), ("x" * 500, "at most 140")],
)
def test_other_companies_are_refused(by, company, said):
	with pytest.raises(frappe.ValidationError, match=said):
		by(MANAGER)(board, company=company)


def test_whoever_may_not_read_leads_sees_nothing(by):
	hire(CLERK)
	with pytest.raises(frappe.PermissionError):
		by(CLERK)(board)


def test_a_rep_sees_what_is_theirs(asked, company):
	a_journey(company, {"lead_owner": REP.user}, Lead=days_before(3))
	a_journey(company, {"lead_owner": SECOND_REP.user}, Lead=days_before(3))
	found = {
		person.first_name: card(asked(person), "new_leads")["value"]
		for person in (REP, SECOND_REP, MANAGER, MARKETING)
	}
	assert found == {"Rosa": 1, "Théo": 1, "Maud": 2, MARKETING.first_name: 2}
	assert "cost" not in {one["name"] for one in asked(REP)["cards"]}


def test_a_report_that_somebody_may_not_open_leaves_its_figures_out(asked, company, changed_meta):
	a_journey(company, Lead=days_before(3))
	report = frappe.get_doc("Report", "Lead Response Time")
	report.roles = [one for one in report.roles if one.role != "Sales User"]
	report.db_update()
	frappe.db.delete("Has Role", {"parent": report.name, "parenttype": "Report", "role": "Sales User"})
	frappe.clear_document_cache("Report", report.name)
	names = {one["name"] for one in asked(REP)["cards"]}
	assert "response_median" not in names
	assert "new_leads" in names


def test_all_is_told_in_the_language_of_the_user(asked, company):
	a_journey(company, Lead=days_before(3))
	frappe.local.lang = "fr"
	try:
		answer = asked()
	finally:
		frappe.local.lang = "en"
	assert card(answer, "new_leads")["label"] == "Nouveaux prospects"
	assert "Entonnoir des prospects" in {one["title"] for one in answer["charts"]}
	assert answer["spans"][0]["label"] == "7 derniers jours"


def test_late_leads_are_counted_now_and_named(asked, company):
	for due, owner in ((2, REP.user), (5, REP.user), (1, SECOND_REP.user), (-1, REP.user)):
		a_bare_lead(company, lead_owner=owner, li_due_at=days_before(due))
	answer = asked()
	late = card(answer, "late_now")
	assert (late["value"], late["before"], late["is_of_now"]) == (3, None, True)
	alarm = alarms(answer)["late"]
	assert alarm["severity"] == "alarm"
	assert alarm["sentence"].startswith("3 leads wait past the moment")
	assert alarm["sentence"].endswith(f"2 of them belong to {REP.first_name} {REP.last_name}.")
	(_doctype, field, operator, moment), (*_which, firm) = alarm["target"]["filters"]
	assert (field, operator, firm) == ("li_due_at", "<", company)
	assert len(frappe.get_list("Lead", [["li_due_at", "<", moment], ["company", "=", company]])) == 3


def test_hand_overs_past_their_time_are_counted_and_named(asked, company):
	for status, due in (("Waiting", 2), ("Lapsed", 3), ("Waiting", -2), ("Accepted", 2)):
		a_handover(company, 10, status=status, due_at=days_ago(due))
	alarm = alarms(asked())["acceptance"]
	assert alarm["sentence"].startswith("2 hand-overs wait for an answer")
	assert alarm["who"] == REP.user


def test_hand_overs_that_nobody_works_are_an_alarm(asked, company):
	for number in range(30):
		a_handover(company, 10, status="Accepted" if number < 12 else "Waiting")
	answer = asked()
	assert card(answer, "treatment_rate")["value"] == 40.0
	assert card(answer, "treatment_rate")["cases"] == 30
	alarm = alarms(answer)["treatment"]
	assert "12 of 30 leads within 5 days" in alarm["sentence"]
	assert alarm["target"]["filters"]["group_by"] == "Handed Over To"
	chart = next(one for one in answer["charts"] if one["name"] == "treatment_rate")
	assert chart["line"] == {"value": 80.0, "label": "Alarm"}


def test_costs_without_leads_and_without_a_rate_are_told(asked, company):
	days = {"from_date": getdate() - timedelta(days=9), "to_date": getdate()}
	a_cost(company, 1000, "Fair of Nowhere", **days)
	answer = asked(parts="money")
	assert card(answer, "cost")["value"] == 1000.0
	assert card(answer, "invoiced")["value"] == 0.0
	assert card(answer, "return_on_cost")["value"] == -100.0
	cost = fmt_money(1000, currency=company_currency(company))
	said = f"These cost {cost} in this period and brought no lead: Fair of Nowhere."
	assert alarms(answer)["cost_without_leads"]["sentence"] == said


def test_leads_without_source_are_told(asked, company):
	for number in range(20):
		a_bare_lead(company, source="Website" if number < 10 else None)
	alarm = alarms(asked(parts="origins"))["source"]
	assert "10 of the 20 leads" in alarm["sentence"]
	assert alarm["target"]["filters"][0][2:] == ["is", "not set"]


def test_markup_stays_plain_text(asked, company):
	name = '<b>Fair</b> & "Co"'
	a_cost(company, 10, name, from_date=getdate(), to_date=getdate())
	assert name in alarms(asked(parts="money"))["cost_without_leads"]["sentence"]


def test_nothing_is_written_and_nothing_is_locked(asked, company):
	a_journey(company, Lead=days_before(3))
	asked()
	statements: list[str] = []
	run = frappe.db.sql

	def listening(query: Any, *args: Any, **kwargs: Any) -> Any:
		statements.append(str(query).lower())
		return run(query, *args, **kwargs)

	frappe.db.sql = listening
	try:
		asked(parts=list(PARTS))
	finally:
		frappe.db.sql = run
	assert statements
	# How much memory the connection may use is written nowhere.
	reading = ("select", "(select", "with", "show", "set session tmp_memory_table_size")
	assert not [one for one in statements if not one.lstrip().startswith(reading)]
	assert not [one for one in statements if "for update" in one]


def test_an_empty_company_has_no_leads_and_no_alarms(asked):
	answer = asked(parts=list(PARTS))
	assert card(answer, "new_leads")["value"] == 0
	assert card(answer, "treatment_rate")["value"] is None
	assert card(answer, "response_median")["value"] is None
	assert answer["alarms"] == []
