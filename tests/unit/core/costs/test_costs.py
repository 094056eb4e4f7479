"""Costs of a period told apart, and what is said of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lead_intelligence.core.costs.costs import Cost, Costs
from lead_intelligence.core.costs.remarks import remarks
from lead_intelligence.core.reporting.period import Period


def days(first: str, last: str) -> Period:
	return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


YEAR = days("2024-01-01", "2024-12-31")


def a_cost(amount: str | None = "100", over: Period = YEAR, **fields) -> Cost:
	of = {"places": 2, "company": "A", "currency": "EUR", "source": "Radio", **fields}
	return Cost(days=over, amount=None if amount is None else Decimal(amount), **of)


def said(*costs: Cost, period: Period = YEAR, sources=(), campaigns=()) -> list[str]:
	found = remarks(costs, period, unknown_sources=sources, unknown_campaigns=campaigns)
	return [note.text.format(**note.values) for note in found]


def test_by_parts_of_the_calendar():
	found = Costs(period=YEAR, costs=(a_cost("366"),))
	assert found.by("Month")["2024-02"] == 29
	assert found.by("Quarter") == {"2024-Q1": 91, "2024-Q2": 91, "2024-Q3": 92, "2024-Q4": 92}
	assert found.by("Week")["2024-W01"] == 7
	assert found.by("Week")["2025-W01"] == 2
	for unit in ("Month", "Quarter", "Week"):
		assert sum(found.by(unit).values()) == found.total == 366


def test_a_week_of_the_period_is_only_its_days():
	found = Costs(period=days("2024-01-03", "2024-01-09"), costs=(a_cost("366"),))
	assert found.by("Week") == {"2024-W01": 5, "2024-W02": 2}
	assert found.total == 7


def test_what_names_none():
	costs = (
		a_cost("1"),
		a_cost("2", source="", campaign="Spring"),
		a_cost("4", campaign="Spring", family="Fairs"),
	)
	found = Costs(period=YEAR, costs=costs)
	assert found.by("Source") == {"Radio": 5}
	assert found.by("Campaign") == {"Spring": 6}
	assert found.by("Family of Origin") == {"": 1, "Fairs": 4}
	assert [found.untold(by) for by in ("Source", "Campaign", "Family of Origin", "Month")] == [2, 1, 2, 0]
	assert (found.by("Territory"), found.untold("Territory")) == ({}, 7)


def test_what_is_not_told():
	found = Costs(period=YEAR, is_told=False)
	assert (found.total, found.by("Source"), found.untold("Source")) == (None, {}, 0)


def test_nothing_to_say():
	assert (
		said()
		== said(a_cost())
		== said(a_cost(over=days("2024-01-01", "2024-01-31")), a_cost(over=days("2024-02-01", "2024-02-29")))
		== []
	)


def test_without_a_rate():
	costs = (
		a_cost(None, currency="USD"),
		a_cost(None, currency="CHF", source="Other"),
		a_cost("5", source="Fair"),
	)
	(sentence,) = said(*costs)
	assert "without an exchange rate: 2 (CHF, USD)" in sentence
	assert Costs(period=YEAR, costs=costs).total == 5


def test_overlaps_of_one_source_and_campaign():
	first, second = days("2024-01-01", "2024-01-31"), days("2024-01-31", "2024-02-01")
	(sentence,) = said(
		a_cost(over=first), a_cost(over=second, source="RADIO"), a_cost(over=second, source="Fair")
	)
	assert "all of them count: Radio." in sentence or "all of them count: RADIO." in sentence
	assert said(a_cost(over=first), a_cost(over=second, campaign="Spring")) == []
	assert said(a_cost(over=first), a_cost(over=second, company="B")) == []
	long, short, later = YEAR, days("2024-02-01", "2024-02-02"), days("2024-03-01", "2024-03-01")
	assert len(said(a_cost(over=long), a_cost(over=short), a_cost(over=later))) == 1


def test_beside_invoices():
	entered, invoice = (
		a_cost(campaign="Spring"),
		a_cost("7", days("2024-03-03", "2024-03-03"), campaign="Spring", is_invoiced=True),
	)
	beside, invoiced = said(entered, invoice, invoice)
	assert "beside purchase invoices" in beside
	assert "both count: Radio · Spring." in beside
	assert invoiced == "Of the costs, 14.0 is from purchase invoices."
	assert len(said(a_cost(over=days("2024-03-04", "2024-03-05"), campaign="Spring"), invoice)) == 1


def test_credits_and_names_that_no_lead_has():
	credit, sources, campaigns = said(
		a_cost("-12.5"), sources=["Rdio"], campaigns=[f"C{n}" for n in range(7)]
	)
	assert credit == "Credits of suppliers are among the costs and lessen them by 12.5."
	assert sources.endswith("so they have no leads: Rdio.")
	assert campaigns.endswith("so they have no leads: C0, C1, C2, C3, C4, ….")
