"""Rejected Leads on a real site."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import getdate

from lead_intelligence.api.report import leads
from tests.bench.people import MARKETING, REP, SECOND_REP
from tests.site.handover_builders import a_handover, accepted, an_opportunity, refused
from tests.site.report_builders import a_company

REPORT = "Rejected Leads"


@pytest.fixture
def company():
	return a_company()


def asked(company, **more):
	days = {"from_date": str(getdate() - timedelta(days=400)), "to_date": str(getdate())}
	return {**days, "company": company, **more}


def report(company, **more):
	return run(REPORT, filters=asked(company, **more))


def rows(company, **more):
	return {row["key"]: row for row in report(company, **more)["result"]}


def behind(company, column, key="all", **more):
	found = leads(REPORT, frappe.as_json(asked(company, **more)), key, column, most=500)
	names = {one["lead"] for one in found["leads"]}
	assert found["total"] == len(names)
	return names


def contested(company, days, then, **fields):
	"""A refusal that marketing contested, and what sales said then."""
	lead = refused(company, days, contested_by=MARKETING.user, **fields)
	first = frappe.get_all("Lead Handover", filters={"lead": lead}, pluck="name")[0]
	a_handover(company, days - 2, lead=lead, status=then, contest_of=str(first))
	return lead


def test_refusals_are_counted_by_reason_with_what_came_of_them(company):
	nurtured = refused(company, 200, "Not Ready to Buy", "Recycle to Nurture", lead_li_stage="Nurture")
	unfit = refused(company, 200, lead_li_stage="Disqualified")
	won_over = contested(company, 200, "Accepted", lead_li_stage="Opportunity")
	an_opportunity(won_over, 100, 700, status="Converted")
	waiting = contested(company, 30, "Waiting", lead_li_stage="MQL")
	accepted(company, 200)
	found = rows(company)
	no_fit = found["=No Fit"]
	assert (no_fit["refused"], no_fit["answered"], no_fit["refusal"]) == (3, 6, 50)
	assert (no_fit["contested"], no_fit["contest_accepted"], no_fit["contest_open"]) == (2, 1, 1)
	assert (no_fit["accepted_later"], no_fit["leads"], no_fit["share"]) == (1, 3, 75)
	assert (no_fit["disqualified"], no_fit["on_the_way"], no_fit["now_converted"]) == (1, 1, 1)
	assert (no_fit["opportunities"], no_fit["won"], no_fit["won_amount"]) == (1, 1, 700)
	assert found["=Not Ready to Buy"]["in_nurture"] == 1
	assert (found["all"]["refused"], found["all"]["refusal"]) == (4, pytest.approx(400 / 6))
	assert behind(company, "refused", "=No Fit") == {unfit, won_over, waiting}
	assert behind(company, "contest_accepted") == {won_over}
	assert behind(company, "contest_open") == {waiting}
	assert behind(company, "in_nurture") == {nurtured}
	assert behind(company, "won", "=No Fit") == {won_over}
	assert behind(company, "accepted_later") == {won_over}


def test_who_refuses_is_told_apart_from_who_handed_over(company):
	refused(company, 20, decided_by=SECOND_REP.user, from_user=MARKETING.user)
	accepted(company, 20, decided_by=SECOND_REP.user)
	refused(company, 20)
	by_rep = rows(company, group_by="Refused By")
	assert (by_rep[f"={SECOND_REP.user}"]["refused"], by_rep[f"={SECOND_REP.user}"]["refusal"]) == (1, 50)
	assert by_rep[f"={REP.user}"]["refusal"] == 100
	by_marketer = rows(company, group_by="Handed Over By")
	assert by_marketer[f"={MARKETING.user}"]["refused"] == 1
	assert by_marketer["="]["refused"] == 1


def test_each_refusal_can_be_read(company):
	first = refused(company, 40, lead_lead_name="<b>Ada</b>", note="Too small")
	latest = contested(company, 20, "Refused")
	found = report(company, group_by="Each Refusal")["result"]
	assert [row["lead"] for row in found] == [latest, latest, first]
	assert (found[2]["lead_label"], found[2]["note"]) == ("<b>Ada</b>", "Too small")
	assert [row["contest"] for row in found] == ["", "Refused Again", ""]


def test_refusals_of_account_executives_are_apart(company):
	lead = refused(company, 20, act="SDR to Account Executive", stage="SAL")
	assert rows(company) == {}
	found = rows(company, act="SDR to Account Executive")
	assert found["all"]["refused"] == 1
	assert behind(company, "refused", act="SDR to Account Executive") == {lead}
