"""Marketing and Sales Agreement on a real site."""

from __future__ import annotations

from datetime import timedelta

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import getdate

from lead_intelligence.api.report import leads
from tests.site.handover_builders import (
	a_contact,
	a_handover,
	accepted,
	an_opportunity,
	days_ago,
	refused,
)
from tests.site.report_builders import a_company

REPORT = "Marketing and Sales Agreement"


@pytest.fixture
def company():
	return a_company()


def asked(company, **more):
	days = {"from_date": str(getdate() - timedelta(days=400)), "to_date": str(getdate())}
	return {**days, "company": company, "group_by": "Source", **more}


def report(company, **more):
	return run(REPORT, filters=asked(company, **more))


def total(company, **more):
	return report(company, **more)["result"][-1]


def behind(company, column, key="all", **more):
	found = leads(REPORT, frappe.as_json(asked(company, **more)), key, column, most=500)
	names = {one["lead"] for one in found["leads"]}
	assert found["total"] == len(names)
	return names


def test_each_handover_is_one_of_the_sorts_and_each_figure_has_its_leads(company):
	called = a_handover(company, 20)
	a_contact(called, days_ago(18))
	tried = a_handover(company, 20, status="Lapsed")
	a_contact(tried, days_ago(18), "Attempt")
	late = a_handover(company, 20)
	a_contact(late, days_ago(14))
	names = {
		"accepted": {accepted(company, 20), accepted(company, 20, answered_after=9)},
		"in_bulk": {accepted(company, 20, in_bulk=1)},
		"refused": {refused(company, 20)},
		"tried": {tried},
		"untouched": {late, a_handover(company, 20)},
		"not_over": {a_handover(company, 2), accepted(company, 1, answered_after=0)},
		"taken_back": {a_handover(company, 20, status="Withdrawn", answered_after=2)},
	}
	row = total(company)
	assert (row["handed_over"], row["not_over"], row["taken_back"], row["due"]) == (11, 2, 1, 8)
	assert (row["worked"], row["in_bulk"], row["tried"], row["untouched"]) == (4, 1, 1, 3)
	assert row["treatment"] == 50
	assert (row["accepted"], row["refused"], row["unanswered"]) == (4, 1, 5)
	assert row["acceptance"] == 80
	for column in ("in_bulk", "tried", "not_over", "taken_back", "refused"):
		assert behind(company, column) == names[column], column
	assert behind(company, "untouched") - names["untouched"] <= names["accepted"]
	for column in ("handed_over", "due", "worked", "accepted", "unanswered", "untouched"):
		assert len(behind(company, column)) == row[column], column
	assert called in behind(company, "worked")


def test_the_last_day_within_which_a_lead_is_to_be_worked_counts_whole(company):
	lead = a_handover(company, 20)
	a_contact(lead, days_ago(15, hour=23))
	assert total(company)["worked"] == 1
	other = a_handover(company, 20)
	a_contact(other, days_ago(14, hour=0))
	assert total(company)["worked"] == 1
	before = a_handover(company, 20)
	a_contact(before, days_ago(20, hour=9))
	assert total(company)["worked"] == 1


def test_what_becomes_of_leads_counts_from_their_hand_over_on(company):
	won = accepted(company, 200, lead_source="Fair")
	an_opportunity(won, 150, 5000, status="Converted")
	lost = accepted(company, 200, lead_source="Fair")
	an_opportunity(lost, 150, 3000, status="Lost")
	before = accepted(company, 200, lead_source="Fair")
	an_opportunity(before, 210, 9000, status="Converted")
	young = accepted(company, 30, lead_source="Web")
	an_opportunity(young, 20, None)
	row = total(company)
	assert (row["leads"], row["ripe"], row["converted"], row["opportunities"]) == (4, 3, 2, 3)
	assert row["conversion"] == pytest.approx(200 / 3)
	assert (row["won"], row["lost"], row["win_rate"]) == (1, 1, 50)
	assert (row["amount"], row["won_amount"], row["win_rate_by_amount"]) == (8000, 5000, 62.5)
	assert behind(company, "opportunities") == {won, lost, young}
	assert behind(company, "converted") == {won, lost}
	assert behind(company, "won", "=Fair") == {won}
	assert behind(company, "won", "=Web") == set()
	assert behind(company, "leads", "=Web") == {young}
	assert behind(company, "ripe", "=Web") == set()
