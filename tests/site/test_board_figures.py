"""Each figure of the dashboard is the one that its report shows with the same filters: for every span, and for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import frappe
import pytest
from frappe.utils import getdate

from lead_intelligence.adapters.board.measures import measures, whole_board
from lead_intelligence.adapters.reports.index import figures_of
from lead_intelligence.core.board.measure import Measure
from lead_intelligence.core.board.part import BoardChart
from lead_intelligence.core.board.spans import Span, days_of
from lead_intelligence.core.reporting.filters import Filters
from lead_intelligence.core.reporting.groups import ALL
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.reporting.result import Result
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.reported_company import COMPANY, reported_leads

STAGES = {"new_leads": "Raw", "mql": "MQL", "sql": "SQL", "customers": "Customer"}


given_once = reported_leads


def filters_of(span: Span, **more: Any) -> tuple[Filters, Period]:
	days = days_of(span, getdate())
	assert days.before is not None
	return Filters(period=days.period, company=COMPANY, **more), days.before


def result(report: str, filters: Filters, **values: str) -> Result:
	return figures_of(report).figures(filters, values)


def row(found: Result, key: str) -> Mapping[str, Any]:
	return next((one for one in found.rows if one["key"] == key), {})


def of_reports(filters: Filters) -> dict[str, Any]:
	"""What the reports say, told apart by nothing that the dashboard asks for."""
	funnel = result("Lead Funnel", filters, basis="Activity in the Period")
	agreement = {card.label: card.value for card in result("Marketing and Sales Agreement", filters).cards}
	responses = row(result("Lead Response Time", filters, group_by="Source"), ALL)
	return {
		**{name: row(funnel, stage).get("reached", 0) for name, stage in STAGES.items()},
		"treatment_rate": agreement.get("Treatment Rate"),
		"acceptance_rate": agreement.get("Acceptance Rate"),
		"response_median": responses.get("median_working"),
		"in_time_rate": responses.get("in_time_rate"),
		**of_money(filters),
	}


def of_money(filters: Filters) -> dict[str, Any]:
	returns = row(result("Source Return", filters, basis="Date of Revenue"), ALL)
	sales = row(result("Sales Cycle", filters, basis="Closed in the Period"), ALL)
	found = {
		"won_amount": sales.get("won_amount") or 0.0,
		"invoiced": returns.get("invoiced", 0.0),
		"cost": returns.get("cost"),
		"return_on_cost": returns.get("return_on_cost"),
	}
	# What somebody may not see is no figure.
	return found if found["cost"] is not None else {name: found[name] for name in ("won_amount", "invoiced")}


@pytest.mark.parametrize(
	("span", "person"),
	[(span, MANAGER) for span in Span] + [(Span.YEAR, MARKETING), (Span.YEAR, REP), (Span.THIS_MONTH, REP)],
	ids=lambda value: getattr(value, "first_name", value),
)
def test_figures_are_those_of_the_reports(signed_in_as, span, person):
	filters, before = filters_of(span)
	with signed_in_as(person.user):
		found = {one.name: one for one in measures(filters, before)}
		expected, expected_before = of_reports(filters), of_reports(replace(filters, period=before))
	assert {name: found[name].value for name in expected} == expected
	assert {name: found[name].before for name in expected} == expected_before


def test_there_is_something_to_compare(signed_in_as):
	filters, before = filters_of(Span.YEAR)
	with signed_in_as(MANAGER.user):
		found = {one.name: one for one in measures(filters, before)}
		expected = of_reports(filters)
		assert len(expected) == 12
		assert all(found[name].value for name in expected)


@pytest.mark.parametrize("more", [{"source": "Trade Fair of Lille"}, {"owner": REP.user}, {"grade": "A"}])
def test_and_so_are_those_of_some_leads(signed_in_as, more):
	filters, before = filters_of(Span.YEAR, **more)
	with signed_in_as(MANAGER.user):
		found = {one.name: one.value for one in measures(filters, before)}
		expected = of_reports(filters)
	assert {name: found[name] for name in expected} == expected


def test_without_another_period_the_one_is_meant_that_reports_compare_with(signed_in_as):
	period = Period(first=getdate("2026-10-01"), last=getdate("2026-10-31"))
	filters = Filters(period=period, company=COMPANY, compare=True)
	with signed_in_as(MANAGER.user):
		found = {one.name: one for one in measures(filters)}
		before = filters.before()
		assert before
		assert before.period.days == 30
		assert {name: found[name].before for name in STAGES} == {
			name: of_reports(before)[name] for name in STAGES
		}


def test_with_nothing_to_compare_no_figure_has_one_before(signed_in_as):
	filters, _before = filters_of(Span.YEAR)
	with signed_in_as(MANAGER.user):
		assert all(one.before is None for one in measures(filters))


def charts(span: Span) -> dict[str, BoardChart]:
	filters, before = filters_of(span)
	return {one.name: one for one in whole_board(filters, before).charts}


def by_label(chart: BoardChart, series: int = 0) -> dict[str, float]:
	"""Without gaps."""
	numbers = chart.chart.series[series].numbers
	return {
		str(label): number
		for label, number in zip(chart.chart.labels, numbers, strict=True)
		if number is not None
	}


@pytest.mark.parametrize(("span", "group"), [(Span.QUARTER_YEAR, "Week"), (Span.YEAR, "Month")])
def test_the_points_of_the_charts_are_rows_of_the_reports(signed_in_as, span, group):
	filters, _before = filters_of(span)
	with signed_in_as(MANAGER.user):
		found = charts(span)
		agreement = result("Marketing and Sales Agreement", filters, group_by=group)
		responses = result("Lead Response Time", filters, group_by=group)
	assert by_label(found["treatment_rate"]) == column(agreement, "treatment")
	assert by_label(found["response_time"]) == column(responses, "median_working")


def column(found: Result, name: str) -> dict[str, float]:
	rows = [one for one in found.rows if one["key"] != ALL]
	return {str(one["group"]): one[name] for one in rows if one[name] is not None}


def test_the_funnel_is_that_of_the_steps_in_the_period_and_before(signed_in_as):
	filters, before = filters_of(Span.YEAR)
	with signed_in_as(MANAGER.user):
		chart = charts(Span.YEAR)["funnel"].chart
		now = result("Lead Funnel", filters, basis="Activity in the Period")
		then = result("Lead Funnel", replace(filters, period=before), basis="Activity in the Period")
	# None of these leads was ever raw.
	stages = [one["key"] for one in now.rows][1:]
	assert [label.text for label in chart.labels] == stages
	assert list(chart.series[0].numbers) == [row(now, stage)["reached"] for stage in stages]
	assert list(chart.series[1].numbers) == [row(then, stage).get("reached", 0) for stage in stages]


def test_the_sources_are_those_that_brought_in_most(signed_in_as):
	filters, _before = filters_of(Span.YEAR)
	with signed_in_as(MANAGER.user):
		found = charts(Span.YEAR)["source_return"]
		rows = [
			one for one in result("Source Return", filters, basis="Date of Revenue").rows if one["key"] != ALL
		]
	expected = [one for one in rows if one.get("invoiced") or one.get("cost")][:8]
	shown = [one for one in expected if one["key"] != "nameless"]
	assert [str(label) for label in found.chart.labels] == [str(one["group"]) for one in shown]
	cost, invoiced = found.chart.series
	assert list(invoiced.numbers) == pytest.approx([one["invoiced"] for one in shown], abs=0.01)
	assert [number for number in cost.numbers if number] == pytest.approx(
		[one["cost"] for one in shown if one["cost"]], abs=0.01
	)
	assert found.currency == "EUR"


def test_a_rep_is_told_no_cost(signed_in_as):
	filters, before = filters_of(Span.YEAR)
	with signed_in_as(REP.user):
		found = whole_board(filters, before)
	assert {one.name for one in found.measures} & {"cost", "return_on_cost"} == set()
	assert not [one for one in found.alarms if one.name.startswith(("cost", "ledger"))]


def test_grades_are_those_of_the_first_score_by_its_day(signed_in_as):
	filters, _before = filters_of(Span.THIRTY_DAYS)
	rows = frappe.get_all("Lead", {"company": COMPANY}, ["name", "creation"])
	created = {one.name: one.creation.date() for one in rows}
	entries = frappe.get_all(
		"Lead Journey Entry",
		{"lead": ("in", [*created]), "kind": "First score"},
		["lead", "grade_after", "at"],
	)
	expected: dict[str, dict[str, int]] = {}
	for one in entries:
		if filters.period.first <= one.at.date() <= filters.period.last:
			days = expected.setdefault(f"Grade {one.grade_after}", {})
			days[str(one.at.date())] = days.get(str(one.at.date()), 0) + 1
	with signed_in_as(MANAGER.user):
		chart = charts(Span.THIRTY_DAYS)["grade_mix"].chart
	assert len(chart.labels) == 30
	found = {}
	for series in chart.series:
		name = series.label.format(**series.values)
		found[name] = {
			str(label): number for label, number in zip(chart.labels, series.numbers, strict=True) if number
		}
	assert found == expected
	assert len(found) == 4


def test_a_rep_sees_their_own_figures_only(signed_in_as):
	filters, before = filters_of(Span.YEAR)

	def new_leads() -> Measure:
		return next(one for one in measures(filters, before) if one.name == "new_leads")

	with signed_in_as(MANAGER.user):
		of_all = new_leads()
	with signed_in_as(REP.user):
		hers = new_leads()
	assert hers.value
	assert of_all.value
	assert 0 < hers.value < of_all.value
