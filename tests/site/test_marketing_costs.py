"""What marketing costs, as it is entered and as reports are told of it."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest

from lead_intelligence.core.reporting.result import Sentence
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.cost_builders import a_cost, a_record, amounts, cost_company, costs


@pytest.fixture(autouse=True)
def company(rolled_back):
	return cost_company()


def said(found) -> str:
	return " ".join(note.text.format(**note.values) for note in found.notes if isinstance(note, Sentence))


def test_a_cost_is_spread_over_its_days():
	a_cost("2024-01-01", "2024-02-29", 100)
	found = costs()
	assert found.total == 100
	assert amounts(found.by("Month")) == {"2024-01": "51.66", "2024-02": "48.34"}
	assert costs("2024-01-31", "2024-02-01").total == Decimal("3.33")
	assert costs("2024-03-01", "2024-03-31").total == 0


def test_costs_are_told_apart():
	a_record("Lead Source", "Radio of the Coast", source_name="Radio of the Coast")
	a_record("Campaign", "Spring of Radios", campaign_name="Spring of Radios")
	frappe.get_doc(
		{"doctype": "Lead Source Profile", "source": "radio of the coast", "family": "Telemarketing"}
	).insert()
	a_cost(amount=10)
	a_cost(amount=20, source="RADIO of the coast", campaign="spring of radios")
	a_cost(amount=30, source=None, campaign="Spring of Radios")
	a_cost(amount=40, source="Some Other Source")
	found = costs()
	assert found.total == 100
	assert found.by("Source") == {"Radio of the Coast": 30, "Some Other Source": 40}
	assert found.by("Family of Origin") == {"Telemarketing": 30, "": 40}
	assert found.by("Campaign") == {"Spring of Radios": 50}
	assert (found.untold("Source"), found.untold("Family of Origin"), found.untold("Campaign")) == (
		30,
		30,
		50,
	)
	assert found.by("Lead Owner") == {}
	assert costs(source="radio of the coast").total == 30
	assert costs(family="Telemarketing").total == 30
	assert costs(campaign="Spring of Radios").total == 50
	assert costs(campaign="Spring of Radios", source="Radio of the Coast").total == 20


def test_costs_of_leads_of_one_owner_are_not_told():
	a_cost()
	found = costs(owner=REP.user)
	assert not found.is_told
	assert (found.total, found.by("Source")) == (None, {})
	assert "by source and campaign only" in said(found)


def test_who_may_see_and_write_costs(signed_in_as):
	cost = a_cost()
	for person in (MANAGER, MARKETING):
		with signed_in_as(person.user):
			assert costs().total == 310
			frappe.get_doc("Marketing Cost", cost.name).save()
	with signed_in_as(REP.user):
		assert costs().total is None
		assert "may not see" in said(costs())
		with pytest.raises(frappe.PermissionError):
			a_cost()


def test_another_currency_needs_a_rate():
	cost = a_cost(currency="USD", amount=100)
	assert (cost.conversion_rate, cost.base_amount) == (0, 0)
	assert costs().total == 0
	assert "without an exchange rate: 1 (USD)" in said(costs())
	rate = {"from_currency": "USD", "to_currency": "EUR", "for_buying": 1, "exchange_rate": 0.9}
	frappe.get_doc({"doctype": "Currency Exchange", "date": "2023-12-30", **rate}).insert()
	cost.save()
	assert (cost.conversion_rate, cost.base_amount) == (0.9, 90)
	assert costs().total == 90
	cost.conversion_rate = 0.8
	cost.save()
	assert costs().total == 80


def test_what_cannot_be_a_cost():
	for fields, says in (
		({"source": None}, "neither a source nor a campaign"),
		({"first": "2024-02-01"}, "before the beginning"),
		({"last": "2044-02-01"}, "more than 10 years"),
		({"first": "1024-02-01"}, "must lie between"),
		({"amount": 1e13}, "too large"),
	):
		with pytest.raises(frappe.ValidationError, match=says):
			a_cost(**fields)


def test_costs_for_the_same_days_all_count_and_say_so():
	a_cost("2024-01-01", "2024-01-31", 31)
	frappe.clear_messages()
	a_cost("2024-01-31", "2024-02-01", 2)
	assert "other costs of the same source and campaign" in str(frappe.get_message_log())
	assert costs().total == 33
	assert "for the same days, and all of them count: Radio of the Coast" in said(costs())


def test_a_credit_lessens_the_costs():
	a_cost(amount=100)
	a_cost("2024-03-01", "2024-03-03", -30)
	assert costs().total == 70
	assert costs().by("Month") == {"2024-01": 100, "2024-03": -30}
	assert "lessen them by 30.0" in said(costs())
