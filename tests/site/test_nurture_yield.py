"""Nurture Yield: which leads came back, and in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest
from frappe.desk.query_report import run
from frappe.utils import add_months, getdate, now_datetime

from tests.site.funnel_leads import behind, in_period, median_of, percent
from tests.site.report_builders import a_bare_lead, a_company, a_journey, a_stage_row

YEAR = {"from_date": "2024-01-01", "to_date": "2024-12-31"}
LADDER = ("Raw", "Lead", "MQL", "SAL", "SQL", "Opportunity", "Customer")


@pytest.fixture
def company(rolled_back):
	return a_company()


def report(company, **more):
	return run("Nurture Yield", filters={**YEAR, "company": company, **more})


def total(company, **more):
	return report(company, **more)["result"][-1]


def a_nurtured_lead(company, put, back=None, stage="Lead", **fields):
	lead = a_journey(company, fields.pop("fields", None), MQL="2023-12-01", Nurture=put)
	if back:
		a_stage_row(lead, stage, back, before="Nurture")
	return lead


def test_who_came_back_within_six_months_and_who_was_converted(company):
	back = a_nurtured_lead(company, "2024-01-10", "2024-07-10 00:00:00")
	converted = a_nurtured_lead(company, "2024-01-10", "2024-03-10", "Opportunity")
	late = a_nurtured_lead(company, "2024-01-10", "2024-07-10 00:00:01", "Customer")
	never = a_nurtured_lead(company, "2024-02-10")
	row = total(company, group_by="Month")
	assert (row["leads"], row["came_back"], row["converted"], row["waiting"]) == (4, 2, 1, 2)
	assert (row["back_rate"], row["yield_rate"]) == (50, 25)
	assert row["median"] == (182 + 60) / 2
	filters = {**YEAR, "company": company, "group_by": "Month"}
	assert behind("Nurture Yield", filters, "all", "came_back") == {back, converted}
	assert behind("Nurture Yield", filters, "=2024-01", "converted") == {converted}
	assert behind("Nurture Yield", filters, "all", "waiting") == {late, never}
	assert behind("Nurture Yield", filters, "=2024-02", "leads") == {never}


def test_what_was_before_nurture_is_no_coming_back(company):
	lead = a_journey(company, None, Opportunity="2024-01-01", MQL="2024-01-10", Nurture="2024-02-01")
	row = total(company)
	assert (row["leads"], row["came_back"], row["converted"]) == (1, 0, 0)
	a_stage_row(lead, "Disqualified", "2024-03-01", before="Nurture")
	assert total(company)["came_back"] == 0


def test_leads_that_may_still_come_back_are_in_no_rate(company):
	now = now_datetime()
	a_nurtured_lead(company, str(add_months(now, -6) - timedelta(days=1)))
	# Ends of months differ by up to three days: six months after 31 May are 30 November.
	a_nurtured_lead(company, str(add_months(now, -6) + timedelta(days=4)))
	a_nurtured_lead(company, str(add_months(now, -5)), str(add_months(now, -4)), "Customer")
	answer = report(company, from_date=str(add_months(getdate(), -12)), to_date=str(getdate()))
	row = answer["result"][-1]
	assert (row["leads"], row["converted"], row["waiting"], row["young"]) == (3, 1, 1, 1)
	assert (row["yield_rate"], row["yield_rate_of"]) == (0, 1)
	assert "less than 6 months ago: 2." in answer["message"]


def test_only_young_leads_have_no_rate_at_all(company):
	a_nurtured_lead(company, str(now_datetime() - timedelta(days=3)))
	row = total(company, from_date=str(add_months(getdate(), -1)), to_date=str(getdate()))
	assert (row["leads"], row["yield_rate"], row["unripe"]) == (1, None, True)


def test_by_the_reason_that_was_given(company):
	for reason in ("Not now", "Not now", None):
		lead = a_bare_lead(company)
		a_stage_row(lead, "Nurture", "2024-03-01", before="MQL", reason=reason)
	rows = {row["key"]: row["leads"] for row in report(company, group_by="Reason")["result"]}
	assert rows == {"=Not now": 2, "=": 1, "all": 3}
	filters = {**YEAR, "company": company, "group_by": "Reason"}
	assert len(behind("Nurture Yield", filters, "=Not now", "leads")) == 2


def test_a_day_that_nobody_knows_is_told_of(company):
	a_journey(company, None, MQL="2024-01-01", Nurture=None)
	# Placed there when the app came: nobody knows since when.
	a_stage_row(a_bare_lead(company), "Nurture", "2024-03-01", cycle=0)
	answer = report(company)
	assert answer["result"] == []
	assert "when they were put into nurture: 2, of any time" in answer["message"]


def test_each_period_counts_a_lead_once_by_its_first_time_in_it(company):
	lead = a_nurtured_lead(company, "2023-03-01", "2023-04-01")
	a_stage_row(lead, "Nurture", "2024-02-01", before="Lead")
	a_stage_row(lead, "Lead", "2024-02-11", before="Nurture")
	a_stage_row(lead, "Nurture", "2024-05-01", before="Lead")
	row = total(company, compare=1, group_by="Source")
	assert (row["leads"], row["leads_before"], row["median"]) == (1, 1, 10)


@pytest.mark.parametrize("seed", range(3))
def test_random_journeys_are_what_each_lead_says(company, seed):
	random, told = Random(seed), {}
	for _number in range(50):
		lead, moment = a_bare_lead(company), datetime(2023, 6, 1) + timedelta(hours=random.randrange(15000))
		rows = []
		for stage in random.choices([*LADDER, "Nurture", "Nurture", "Disqualified"], k=random.randint(1, 6)):
			a_stage_row(lead, stage, str(moment), before="MQL")
			rows.append((stage, moment))
			moment += timedelta(hours=random.randrange(1, 3000))
		told[lead] = rows
	found = {"leads": set(), "came_back": set(), "converted": set(), "waiting": set(), "young": set()}
	days = []
	for lead, rows in told.items():
		puts = [
			at
			for stage, at in rows
			if stage == "Nurture" and in_period(at, date(2024, 1, 1), date(2024, 12, 31))
		]
		if not puts:
			continue
		put = min(puts)
		until = add_months(put, 6)
		back = [at for stage, at in rows if stage in LADDER and put < at <= until]
		found["leads"].add(lead)
		if back:
			found["came_back"].add(lead)
			days.append((min(back).date() - put.date()).days)
		if any(stage in ("Opportunity", "Customer") and put < at <= until for stage, at in rows):
			found["converted"].add(lead)
		if not back:
			found["waiting" if until <= now_datetime() else "young"].add(lead)
	row, filters = total(company), {**YEAR, "company": company}
	for column, leads in found.items():
		assert row[column] == len(leads)
		assert behind("Nurture Yield", filters, "all", column) == leads
	assert row["median"] == median_of(days)
	assert row["yield_rate"] == pytest.approx(percent(len(found["converted"]), len(found["leads"])))


def test_nobody_was_nurtured(company):
	answer = report(company)
	assert answer["result"] == []
	assert "No lead was put into nurture in this period." in answer["message"]
