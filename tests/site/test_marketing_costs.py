"""What marketing costs, as it is entered and as reports are told of it."""

from __future__ import annotations

from decimal import Decimal

import frappe
import pytest

from lead_intelligence.api import marketing_cost as api
from lead_intelligence.core.reporting.result import Sentence
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.cost_builders import COMPANY, a_cost, a_record, a_rule, amounts, cost_company, costs

given_once = cost_company


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


def test_a_renamed_source_takes_its_costs_rules_and_profile_along():
	for name in ("Radio of the Coast", "Radio of the Hills"):
		a_record("Lead Source", name, source_name=name)
	profile = {"doctype": "Lead Source Profile", "source": "Radio of the Coast", "family": "Telemarketing"}
	profile = frappe.get_doc(profile).insert()
	first, second = a_cost(amount=1), a_cost(amount=2, campaign="Spring of Radios")
	rule = a_rule(cost_center=a_record("Cost Center", "Costs - IDC", company=COMPANY, lft=1, rgt=2))
	frappe.rename_doc("Lead Source", "Radio of the Coast", "Radio of the Sea")
	assert costs().by("Source") == {"Radio of the Sea": 3}
	assert costs().by("Family of Origin") == {"Telemarketing": 3}
	titles = [frappe.db.get_value("Marketing Cost", doc.name, "title") for doc in (first, second)]
	assert titles == ["Radio of the Sea", "Radio of the Sea · Spring of Radios"]
	assert (
		frappe.db.get_value("Marketing Cost Rule", rule.name, ["source", "title"])
		== ("Radio of the Sea",) * 2
	)
	frappe.rename_doc("Lead Source", "Radio of the Sea", "Radio of the Hills", merge=True)
	assert costs().by("Source") == {"Radio of the Hills": 3}
	assert frappe.db.get_value("Lead Source Profile", profile.name, "source") == "Radio of the Hills"


def test_a_renamed_campaign_takes_its_costs_along():
	a_record("Campaign", "Spring of Radios", campaign_name="Spring of Radios")
	a_cost(amount=2, campaign="Spring of Radios")
	frappe.rename_doc("Campaign", "Spring of Radios", "Summer of Radios")
	assert costs().by("Campaign") == {"Summer of Radios": 2}


def test_a_merged_source_keeps_the_profile_of_the_one_that_stays():
	for name in ("Radio of the Coast", "Radio of the Hills"):
		a_record("Lead Source", name, source_name=name)
		frappe.get_doc({"doctype": "Lead Source Profile", "source": name, "family": "Telemarketing"}).insert()
	frappe.rename_doc("Lead Source", "Radio of the Coast", "Radio of the Hills", merge=True)
	assert frappe.db.count("Lead Source Profile", {"source": "Radio of the Hills"}) == 1


def test_missing_rates_are_looked_up_once_there_are_some(signed_in_as):
	a_cost(currency="USD", amount=100)
	a_cost(currency="CHF", amount=100)
	rate = {"from_currency": "USD", "to_currency": "EUR", "for_buying": 1, "exchange_rate": 0.9}
	frappe.get_doc({"doctype": "Currency Exchange", "date": "2023-12-30", **rate}).insert()
	for person in (REP, MARKETING):
		with signed_in_as(person.user):
			if person is REP:
				with pytest.raises(frappe.PermissionError):
					api.look_up_rates()
			else:
				found = api.look_up_rates()
	assert found["found"] >= 1
	assert costs().total == 90
	assert "without an exchange rate: 1 (CHF)" in said(costs())


def test_names_are_offered_as_they_are_typed(signed_in_as):
	a_record("Lead Source", "100% Radio_Coast", source_name="100% Radio_Coast")
	a_record("Lead Source", "100 Radios Coast", source_name="100 Radios Coast")
	with signed_in_as(MARKETING.user):
		assert [row["value"] for row in api.offered("source", "0% radio_c")] == ["100% Radio_Coast"]
		assert api.rate(COMPANY, "EUR", "2024-01-01") == 1
		assert api.rate(COMPANY, "USD", "2024-01-01") == 0
		for wrong in (lambda: api.offered("owner"), lambda: api.rate(COMPANY, "EUR", "soon")):
			with pytest.raises(frappe.ValidationError):
				wrong()
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		api.offered("source", "radio")
