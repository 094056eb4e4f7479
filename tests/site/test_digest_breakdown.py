"""Who has to do with a change: the figures of each rep or source, which are those of the reports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lead_intelligence.adapters.board.measures import measures
from lead_intelligence.adapters.digests.breakdown import PLACES, Breakdown
from lead_intelligence.core.digest.figures import Observed, Part
from lead_intelligence.core.reporting.filters import Filters
from tests.bench.people import REP, SECOND_REP
from tests.site.digest_builders import WEEK, a_busy_company
from tests.site.report_builders import a_company, a_journey, a_past_deal
from tests.site.stored_sales import a_cost, sold

MONDAY, MONDAY_BEFORE = WEEK.first, WEEK.first - timedelta(days=7)


def breakdown(company: str) -> Breakdown:
	return Breakdown(Filters(period=WEEK, compare=True, company=company))


def parts(company: str, name: str) -> dict[str, Part]:
	return {part.group: part for part in breakdown(company).parts(name)}


def a_lead(company: str, owner: str = REP.user, source: str = "Fair", **stages: Any) -> str:
	fields = {"lead_owner": owner, "source": source, "creation": "2019-01-07"}
	return a_journey(company, fields, **{"Lead": "2019-01-07", **stages})


def test_every_figure_that_is_told_apart_adds_up_to_that_of_the_dashboard(rolled_back):
	company = a_busy_company()
	asked, found = breakdown(company), Filters(period=WEEK, compare=True, company=company)
	compared = 0
	for measure in measures(found):
		if measure.name not in PLACES or measure.value is None or measure.cases is not None:
			continue
		compared += 1
		of_parts = asked.parts(measure.name)
		assert sum(part.now.value or 0 for part in of_parts) == measure.value, measure.name
		assert sum(part.before.value or 0 for part in of_parts) == measure.before, measure.name
	assert compared >= 4


def test_of_a_rate_the_cases_add_up(rolled_back):
	company = a_busy_company()
	of_reps = parts(company, "treatment_rate")
	assert of_reps[SECOND_REP.user].now == Observed(value=0.1, cases=10)
	assert of_reps[REP.user].before == Observed(value=0.9, cases=10)


def test_stages_are_told_apart_by_who_has_the_lead(rolled_back):
	company = a_company()
	a_lead(company, MQL="2020-03-02", SQL=f"{MONDAY} 10:00:00")
	a_lead(company, SECOND_REP.user, MQL="2020-03-02", SQL=f"{MONDAY_BEFORE} 10:00:00")
	found = parts(company, "sql")
	assert (found[REP.user].now.value, found[REP.user].before.value) == (1, 0)
	assert (found[SECOND_REP.user].now.value, found[SECOND_REP.user].before.value) == (0, 1)


def test_what_was_won_is_told_apart_with_how_many_sales_it_is(rolled_back):
	company = a_company()
	for day, amount in ((MONDAY, 500), (MONDAY, 700), (MONDAY_BEFORE, 900)):
		a_past_deal(a_lead(company), "Won", "2020-01-01", str(day), amount=amount, company=company)
	assert parts(company, "won_amount")[REP.user].now == Observed(value=1200, cases=2)
	assert breakdown(company).cases("won_amount") == (2, 1)


def test_what_was_invoiced_and_what_it_cost_is_told_apart_by_source(rolled_back):
	company = a_company()
	for day, net in ((MONDAY, 500), (MONDAY, 700), (MONDAY_BEFORE, 900)):
		sold(company, a_lead(company), net, on=str(day))
	a_cost(company, 70, "Fair", from_date=MONDAY, to_date=WEEK.last)
	invoiced, cost = parts(company, "invoiced"), parts(company, "cost")
	assert (invoiced["Fair"].now.value, invoiced["Fair"].before.value) == (1200, 900)
	assert cost["Fair"].now.value == 70
	assert breakdown(company).cases("invoiced") == (2, 1)


@pytest.mark.parametrize("name", ["late_now", "return_on_cost", "no such figure"])
def test_what_is_not_told_apart_has_no_parts(rolled_back, name):
	assert breakdown(a_company()).parts(name) == []
	assert breakdown(a_company()).cases(name) == (0, 0)
