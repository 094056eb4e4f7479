"""Who has to do with a change: the figures of each rep or source, which are those of the reports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lead_intelligence.adapters.board.measures import measures
from lead_intelligence.adapters.digests.breakdown import PLACES, Breakdown
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.digest.figures import Observed, Part
from lead_intelligence.core.reporting.filters import Filters
from tests.bench.people import REP, SECOND_REP
from tests.site.digest_builders import WEEK, a_busy_company, an_answer_due
from tests.site.report_builders import a_company, a_journey, a_past_deal
from tests.site.stored_sales import a_cost, sold

_REPORTS = {
	"new_leads": ("Lead Funnel", "leads", None),
	"mql": ("Lead Funnel", "came", None),
	"sql": ("Lead Funnel", "came", None),
	"customers": ("Lead Funnel", "came", None),
	"treatment_rate": ("Marketing and Sales Agreement", "treatment", "treatment_of"),
	"acceptance_rate": ("Marketing and Sales Agreement", "acceptance", "acceptance_of"),
	"in_time_rate": ("Lead Response Time", "in_time_rate", "in_time_rate_of"),
	"won_amount": ("Sales Cycle", "won_amount", "won"),
	"invoiced": ("Source Return", "invoiced", None),
	"cost": ("Source Return", "cost", None),
}
MONDAY, MONDAY_BEFORE = WEEK.first, WEEK.first - timedelta(days=7)


def breakdown(company: str) -> Breakdown:
	return Breakdown(Filters(period=WEEK, compare=True, company=company))


def parts(company: str, name: str) -> dict[str, Part]:
	return {part.group: part for part in breakdown(company).parts(name)}


def a_lead(company: str, owner: str = REP.user, source: str | None = "Fair", **stages: Any) -> str:
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


def report_rows(name: str, company: str, week: Filters) -> dict[str, dict[str, Any]]:
	report, place = _REPORTS[name], PLACES[name]
	return {str(row["key"]): dict(row) for row in figures_of(report[0]).figures(week, place.asks).rows}


@pytest.mark.parametrize("name", sorted(_REPORTS))
def test_each_rep_and_source_has_the_figures_of_the_report(rolled_back, name):
	company = _a_company_with_everything()
	now = Filters(period=WEEK, compare=True, company=company)
	found = parts(company, name)
	assert found
	for week, observed in ((now, "now"), (now.before(), "before")):
		rows = report_rows(name, company, week)
		for group, part in found.items():
			row, (_report, column, cases) = rows.get(f"={group}"), _REPORTS[name]
			seen = getattr(part, observed)
			assert (seen.value or 0) == pytest.approx(float((row or {}).get(column) or 0)), (group, observed)
			if cases:
				assert (seen.cases or 0) == ((row or {}).get(cases) or 0), (group, observed)


def _a_company_with_everything() -> str:
	company = a_busy_company()
	for number, (owner, source, monday) in enumerate(
		(owner, source, monday)
		for owner in (REP.user, SECOND_REP.user)
		for source in ("Fair", "Webinar", None)
		for monday in (MONDAY, MONDAY_BEFORE)
	):
		at = f"{monday} 1{number % 10}:00:00"
		lead = a_lead(company, owner, source, MQL="2020-02-03", SQL=at, Opportunity=at, Customer=at)
		a_past_deal(lead, "Won", "2020-01-01", str(monday), amount=100 * (number + 1), company=company)
		sold(company, lead, 10 * (number + 1), on=str(monday))
		an_answer_due(lead, at, owner, minutes=20 * (number % 4))
	a_cost(company, 70, "Fair", from_date=MONDAY, to_date=WEEK.last)
	a_cost(company, 30, "Webinar", from_date=MONDAY_BEFORE, to_date=WEEK.last)
	return company


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
