"""Policies as scripts and browsers send them: wrong things get a sentence, and only managers change what is promised."""

import frappe
import pytest

from tests.bench.base_company import COMPANY
from tests.site.builders import another_company
from tests.site.response_builders import a_policy, targets
from tests.site.test_definitions_at_once import at_once

RESOURCE = "/api/resource/Lead SLA Policy"


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


@pytest.fixture
def company(live_site):
	abbr = live_site.run(lambda: frappe.generate_hash(length=6))
	return live_site.run(another_company, f"Promises {abbr}", abbr)


def sent(**fields):
	rows = [targets(first_response_minutes=60)]
	return {"title": "Sent", "company": COMPANY, "priority": 10, "targets": rows, **fields}


@pytest.mark.parametrize(
	"fields",
	[
		{"title": None},
		{"company": "No Such Company"},
		{"priority": "first"},
		{"priority": -1},
		{"priority": [1]},
		{"condition_json": "[" * 50_000},
		{"condition_json": {"field": "city"}},
		{"pause_json": 7},
		{"targets": [{"first_response_minutes": -5}]},
		{"targets": [{"acceptance_hours": 1e308}]},
		{"working_calendar": "No Such Calendar"},
		{"first_response_from": 3},
		{"escalations": [{"offset_value": 50, "offset_unit": "Percent", "action": ["Reassign"]}]},
		{
			"escalations": [
				{"offset_value": 50, "offset_unit": "Percent", "action": "Notify Role", "role": "No"}
			]
		},
		{"escalations": [{"offset_value": 50, "offset_unit": "Weeks", "action": "Notify Owner"}]},
		{"stagnation_limits": [{"stage": "MQL", "working_days": -1}]},
	],
	ids=lambda fields: str(fields)[:60],
)
def test_wrong_things_are_refused_and_nothing_is_stored(manager, live_site, fields):
	before = live_site.run(lambda: frappe.db.count("Lead SLA Policy"))
	answer = manager.post(RESOURCE, json=sent(**fields))
	assert 400 <= answer.status_code < 500, answer.text[-3000:]
	assert live_site.run(lambda: frappe.db.count("Lead SLA Policy")) == before


@pytest.mark.parametrize("role", ["Sales User", "Lead Marketing"])
def test_others_read_them_and_change_nothing(live_site, role):
	draft = live_site.run(lambda: a_policy().name)
	someone = live_site.signed_in(role)
	assert someone.get(f"{RESOURCE}/{draft}").ok
	assert someone.post(RESOURCE, json=sent()).status_code == 403
	assert someone.put(f"{RESOURCE}/{draft}", json={"priority": 1}).status_code == 403
	assert someone.put(f"{RESOURCE}/{draft}", json={"docstatus": 1}).status_code == 403
	assert someone.delete(f"{RESOURCE}/{draft}").status_code == 403


def test_a_manager_makes_one_and_nobody_sends_that_it_is_live(manager, live_site, company):
	created = manager.post(
		RESOURCE, json=sent(company=company, status="Live", live_for="x", valid_from="2020-01-01")
	)
	assert created.ok, created.text[-2000:]
	made = created.json()["data"]
	assert (made["status"], made.get("live_for"), made.get("valid_from")) == ("Draft", None, None)
	assert manager.put(f"{RESOURCE}/{made['name']}", json={"docstatus": 1}).ok
	assert live_site.run(lambda: frappe.db.get_value("Lead SLA Policy", made["name"], "status")) == "Live"
	assert manager.put(f"{RESOURCE}/{made['name']}", json={"priority": 1}).status_code == 417


def test_of_versions_that_go_live_at_once_one_is_live_in_the_end(live_site, company):
	names = live_site.run(lambda: [a_policy(company=company).name for _ in range(3)])

	def submit(name):
		return lambda: frappe.get_doc("Lead SLA Policy", name).submit() and None

	assert at_once(live_site, *map(submit, names)) == [None] * 3
	fields = ["status", "valid_from", "valid_to"]
	found = live_site.run(
		lambda: frappe.get_all("Lead SLA Policy", filters={"name": ("in", names)}, fields=fields)
	)
	assert sorted(one.status for one in found) == ["Live", "Retired", "Retired"]
	ended = sorted(one.valid_to for one in found if one.valid_to)
	assert ended == sorted(one.valid_from for one in found)[1:]
