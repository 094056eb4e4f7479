"""Leads of before are given to nobody until they are released, or reach their next stage."""

from __future__ import annotations

import frappe
import pytest

from lead_intelligence.adapters.releases import release_few
from lead_intelligence.adapters.routing_requests import RoutingCause
from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.agreed_leads import a_live_definition, an_mql
from tests.site.builders import a_lead, stored
from tests.site.rerouted_leads import owner_of, requests, routed_now
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule


@pytest.fixture
def backfilled(rolled_back) -> str:
	"""An MQL that was imported, which is history."""
	a_live_definition()
	a_live_routing_policy(routing_rule(a_pool("Released", REP.user)), first_stage="From MQL")
	frappe.flags.in_import = True
	try:
		return an_mql(lead_owner="", status="Lead")
	finally:
		frappe.flags.in_import = False


def test_a_lead_of_before_waits_and_gets_its_owner_once_released(backfilled):
	assert stored(backfilled, "li_stage", "li_cycle") == {"li_stage": "MQL", "li_cycle": 0}
	assert requests(backfilled) == []
	release_few(COMPANY, [["name", "=", backfilled]])
	(request,) = requests(backfilled)
	assert request.cause == RoutingCause.READY.value
	routed_now()
	assert owner_of(backfilled) == REP.user


def test_saving_it_gives_it_to_nobody(backfilled):
	doc = frappe.get_doc("Lead", backfilled)
	doc.city = "Lyon"
	doc.save()
	assert requests(backfilled) == []


def test_without_an_agreement_what_was_there_before_the_policy_waits(rolled_back):
	lead = a_lead(lead_owner="")
	frappe.db.set_value("Lead", lead.name, "creation", "2026-01-01 10:00:00", update_modified=False)
	a_live_routing_policy(routing_rule(a_pool("Released", REP.user)))
	doc = frappe.get_doc("Lead", lead.name)
	doc.city = "Lyon"
	doc.save()
	assert requests(lead.name) == []
