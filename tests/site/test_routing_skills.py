"""Leads go to whoever knows their products, their sector and their language."""

from __future__ import annotations

import json

import frappe
import pytest

from lead_intelligence.adapters.routing import decide
from lead_intelligence.adapters.routing_demand import DEMAND_COLUMNS, demands_of
from lead_intelligence.adapters.routing_requests import waiting
from tests.bench.people import REP, SECOND_REP
from tests.site.builders import a_lead, journey_of, stored
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_profile, routing_rule


@pytest.fixture
def lines(rolled_back) -> None:
	"""Lasers are machines, and so are presses. For each there is a subject of interest of the same name."""
	for line, parent in (
		("Z Machines", "All Item Groups"),
		("Lasers", "Z Machines"),
		("Presses", "Z Machines"),
	):
		values = {"item_group_name": line, "parent_item_group": parent, "is_group": line == "Z Machines"}
		frappe.get_doc({"doctype": "Item Group", **values}).insert()
		frappe.get_doc({"doctype": "Lead Subject", "subject": line, "product_line": line}).insert()


def knows(product: str, level: int) -> dict:
	return {"kind": "Product", "product": product, "level": level}


def chosen(**fields) -> tuple[str, dict]:
	"""Who got the lead, and the evidence of the pool that was asked."""
	lead = a_lead(lead_owner="", **fields)
	decide(waiting(100))
	return stored(lead, "lead_owner"), json.loads(journey_of(lead.name)[-1].evidence)["asked"][0]


def test_product_lines_come_the_nearest_first(lines):
	row = dict.fromkeys(DEMAND_COLUMNS) | {"li_subjects": "Presses, Lasers"}
	(demand,) = demands_of([("LEAD-1", None, row, {})], accounts=False, previous=False).values()
	assert demand.products == ("Presses", "Lasers", "Z Machines", "All Item Groups")


def test_the_nearest_product_line_counts(lines):
	a_profile(REP.user, skills=[knows("All Item Groups", 5), knows("Z Machines", 1)])
	a_profile(SECOND_REP.user, skills=[knows("Z Machines", 2)])
	pool = a_pool("Skilled", REP.user, SECOND_REP.user, product_match="Preferred")
	a_live_routing_policy(routing_rule(pool))
	owner, asked = chosen(li_subjects="Lasers")
	assert owner == SECOND_REP.user
	assert {one["user"]: (one.get("passed"), one["level"]) for one in asked["candidates"]} == {
		SECOND_REP.user: (None, 2),
		REP.user: ("less_skilled", 1),
	}


def test_a_required_language_and_sector_are_asked_for(rolled_back):
	a_profile(REP.user, languages=[{"language": "fr"}])
	a_profile(
		SECOND_REP.user,
		languages=[{"language": "de"}],
		skills=[{"kind": "Sector", "sector": "Automotive", "level": 3}],
	)
	pool = a_pool("Skilled", REP.user, SECOND_REP.user, language_match="Required", sector_match="Required")
	a_live_routing_policy(routing_rule(pool))
	owner, asked = chosen(language="de", industry="Automotive")
	assert owner == SECOND_REP.user
	assert {one["user"]: one.get("passed") for one in asked["candidates"]}[REP.user] == "language"
	_owner, asked = chosen(language="fr", industry="Automotive", first_name="Other")
	assert asked["why_nobody"] in ("sector", "language")
	assert {one["passed"] for one in asked["candidates"]} == {"sector", "language"}
