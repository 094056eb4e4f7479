"""Rejected Leads on a real site."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import getdate

from lead_intelligence.api import stage
from lead_intelligence.api.report import leads
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.handover_builders import a_handover, accepted, an_opportunity, refused
from tests.site.report_builders import a_bare_lead, a_company

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


def test_the_period_before_stands_beside(company):
	refused(company, 20)
	refused(company, 40, "Not Ready to Buy", "Recycle to Nurture")
	accepted(company, 40)
	days = {"from_date": str(getdate() - timedelta(days=29)), "to_date": str(getdate()), "compare": 1}
	found = run(REPORT, filters={**days, "company": company})
	by_key = {row["key"]: row for row in found["result"]}
	assert set(by_key) == {"=No Fit", "all"}
	assert (by_key["all"]["refused"], by_key["all"]["refused_before"]) == (1, 1)
	refusal_rate = found["report_summary"][1]
	assert (refusal_rate["value"], refusal_rate["before"]) == (100, 50)


def test_the_moment_of_the_refusal_counts_and_not_that_of_the_hand_over(company):
	lead = refused(company, 30, answered_after=10)
	days = {"from_date": str(getdate() - timedelta(days=20)), "to_date": str(getdate() - timedelta(days=20))}
	found = run(REPORT, filters={**days, "company": company})["result"]
	assert [row["refused"] for row in found] == [1, 1]
	outside = {
		"from_date": str(getdate() - timedelta(days=31)),
		"to_date": str(getdate() - timedelta(days=29)),
	}
	assert run(REPORT, filters={**outside, "company": company})["result"] == []
	assert behind(company, "leads") == {lead}


def test_a_rep_sees_their_own_refusals_alone(company, by):
	mine = refused(company, 20, lead_lead_owner=REP.user)
	refused(company, 20, lead_lead_owner=SECOND_REP.user)
	assert by(REP)(rows, company)["all"]["refused"] == 1
	assert by(REP)(behind, company, "refused") == {mine}
	assert [row["lead"] for row in by(REP)(report, company, group_by="Each Refusal")["result"]] == [mine]
	assert by(MARKETING)(rows, company)["all"]["refused"] == 2


def test_nothing_was_refused(company):
	accepted(company, 20)
	found = report(company)
	assert found["result"] == []
	assert "Sales refused no lead in this period." in found["message"]
	assert "not among the choices" in report(company, act="Anybody")["message"]


def test_reasons_that_are_gone_keep_their_refusals(company):
	refused(company, 20, "Moved to the <Moon>")
	refused(company, 20, None, None)
	found = rows(company)
	assert (found["=Moved to the <Moon>"]["refused"], found["="]["group"]) == (1, "Not Given")
	assert len(behind(company, "refused", "=")) == 1


def test_random_refusals_are_counted_as_one_by_one(company):
	chance = Random(4)
	leads_of = [
		a_bare_lead(company, li_stage=chance.choice(["Nurture", "Disqualified", "MQL", "Opportunity", None]))
		for _number in range(40)
	]
	for _number in range(90):
		status = chance.choice(["Accepted", "Refused", "Refused", "Waiting", "Withdrawn"])
		more = {"reason": chance.choice(["No Fit", "Too Far"])} if status == "Refused" else {}
		if status == "Refused" and chance.random() < 0.4:
			more["contested_by"] = MARKETING.user
		lead, days = chance.choice(leads_of), chance.randrange(1, 390)
		a_handover(company, days, lead=lead, status=status, answered_after=chance.randrange(0, 9), **more)
		if "contested_by" in more:
			first = frappe.get_all(
				"Lead Handover", filters={"lead": lead}, pluck="name", order_by="name desc"
			)[0]
			then = chance.choice(["Accepted", "Refused", "Waiting", "Withdrawn"])
			again = {"reason": "No Fit"} if then == "Refused" else {}
			a_handover(company, max(days - 9, 0), lead=lead, status=then, contest_of=str(first), **again)
	found = rows(company)
	expected = {
		**one_by_one(company, "No Fit"),
		**one_by_one(company, "Too Far"),
		**one_by_one(company, None),
	}
	assert {key: {name: found[key][name] for name in expected[key]} for key in expected} == expected


def one_by_one(company, reason):
	handovers = frappe.get_all(
		"Lead Handover",
		filters={"lead": ("in", frappe.get_all("Lead", filters={"company": company}, pluck="name"))},
		fields=["*"],
		order_by="name",
	)
	stages = dict(
		frappe.get_all("Lead", filters={"company": company}, fields=["name", "li_stage"], as_list=True)
	)
	again = {one.contest_of: one.status for one in handovers if one.contest_of}
	first, last = getdate() - timedelta(days=400), getdate()
	in_period = [one for one in handovers if one.decided_at and first <= one.decided_at.date() <= last]
	refusals = [one for one in in_period if one.status == "Refused"]
	latest = {one.lead: one for one in refusals}
	mine = [one for one in refusals if reason in (None, one.reason)]
	of_leads = [lead for lead, one in latest.items() if reason in (None, one.reason)]
	contests = Counter(again[str(one.name)] for one in mine if one.contested_by)
	figures = {
		"refused": len(mine),
		"answered": sum(one.status in ("Accepted", "Refused") for one in in_period),
		"contested": sum(contests.values()),
		"contest_accepted": contests["Accepted"],
		"contest_refused": contests["Refused"],
		"contest_open": contests["Waiting"],
		"accepted_later": sum(
			any(
				two.lead == one.lead and two.status == "Accepted" and two.name > one.name for two in handovers
			)
			for one in mine
		),
		"leads": len(of_leads),
		"in_nurture": sum(stages[lead] == "Nurture" for lead in of_leads),
		"disqualified": sum(stages[lead] == "Disqualified" for lead in of_leads),
		"on_the_way": sum(stages[lead] in ("MQL", None) for lead in of_leads),
		"now_converted": sum(stages[lead] == "Opportunity" for lead in of_leads),
	}
	return {f"={reason}" if reason else "all": figures}


def test_what_marketing_contests_in_the_app_is_followed(by):
	a_live_definition()
	source = frappe.get_doc({"doctype": "Lead Source", "source_name": "Of this test"}).insert().name
	lead = an_mql(source=source)
	by(REP)(stage.refuse, lead, "Bad Contact Data")
	handover = str(frappe.get_all("Lead Handover", filters={"lead": lead}, pluck="name")[0])
	by(MARKETING)(stage.contest, handover, "The number is right")
	asked_for = {"source": source}
	assert rows(None, **asked_for)["=Bad Contact Data"]["contest_open"] == 1
	by(MANAGER)(stage.accept, lead)
	row = rows(None, **asked_for)["=Bad Contact Data"]
	assert (row["contest_accepted"], row["contest_open"], row["accepted_later"], row["on_the_way"]) == (
		1,
		0,
		1,
		1,
	)
	assert behind(None, "contest_accepted", **asked_for) == {lead}
