"""Response policies as scripts and browsers send them: wrong things get a sentence, and only managers write."""

import frappe
import pytest
import requests

from tests.bench.base_company import COMPANY
from tests.site.response_builders import a_policy, step, targets
from tests.site.test_bad_input_over_http import refusal

RESOURCE = "/api/resource/Lead SLA Policy"
EDITING = "lead_intelligence.api.response_policy."
NO_TEXT = "must be given as text"


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


@pytest.fixture(scope="module")
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture
def draft(live_site):
	name = live_site.run(lambda: a_policy(title=f"Sent {frappe.generate_hash(length=6)}").name)
	yield name
	live_site.run(lambda: frappe.delete_doc("Lead SLA Policy", name, force=True))


def sent(**fields):
	return {"title": "Sent", "company": COMPANY, "targets": [targets(first_response_minutes=60)], **fields}


@pytest.mark.parametrize(
	"fields",
	[
		{"title": None},
		{"title": ["x"] * 200},
		{"company": "No Such Company"},
		{"company": 7},
		{"priority": "soon"},
		{"priority": -4},
		{"priority": [1]},
		{"condition_json": "no json"},
		{"condition_json": {"field": "city"}},
		{"condition_json": 7},
		{"pause_json": "[" * 50_000},
		{"targets": [targets(first_response_minutes="soon")]},
		{"targets": [targets(first_response_minutes={"a": 1})]},
		{"targets": [targets(acceptance_hours=1e308)]},
		{"targets": [targets(next_touch_hours=True)]},
		{"first_response_from": 5},
		{"escalations": [step("x")]},
		{"escalations": [step(50, {"a": 1})]},
		{"escalations": [step(50, purpose="Coffee")]},
		{"escalations": [step(50, "Notify Role", role="No Such Role")]},
		{"escalations": [step(50, "Reassign", user="nobody@nowhere.example")]},
		{"escalations": [step(50, "Call Webhook")]},
		{"stagnation_limits": [{"stage": "MQL", "working_days": "many"}]},
		{"stagnation_limits": [{"stage": ["MQL"], "working_days": 3}]},
		{"working_calendar": "No Such Calendar"},
	],
	ids=str,
)
def test_wrong_things_are_refused_and_nothing_is_stored(manager, live_site, fields):
	before = live_site.run(lambda: frappe.db.count("Lead SLA Policy"))
	answer = manager.post(RESOURCE, json=sent(**fields))
	assert 400 <= answer.status_code < 500, answer.text[-3000:]
	assert live_site.run(lambda: frappe.db.count("Lead SLA Policy")) == before


def test_nobody_can_send_a_state(manager, live_site, draft):
	forged = {"status": "Live", "live_for": "x|y", "valid_from": "2020-01-01 00:00:00", "version": 99}
	assert manager.put(f"{RESOURCE}/{draft}", json=forged).ok
	stored = live_site.run(lambda: frappe.db.get_value("Lead SLA Policy", draft, list(forged)))
	assert stored[:3] == ("Draft", None, None)
	assert stored[3] != 99


def test_a_rep_reads_and_changes_nothing(rep, live_site, draft):
	assert rep.get(f"{RESOURCE}/{draft}").ok
	assert rep.put(f"{RESOURCE}/{draft}", json={"title": "Mine"}).status_code == 403
	assert rep.put(f"{RESOURCE}/{draft}", json={"docstatus": 1}).status_code == 403
	assert rep.post(RESOURCE, json=sent()).status_code == 403
	assert rep.delete(f"{RESOURCE}/{draft}").status_code == 403
	assert rep.post(f"/api/method/{EDITING}new_version", json={"policy": draft}).status_code == 403


def test_a_manager_writes_submits_and_cancels(manager, live_site):
	created = manager.post(RESOURCE, json=sent(title="By HTTP"))
	assert created.ok, created.text
	name = created.json()["data"]["name"]
	assert manager.put(f"{RESOURCE}/{name}", json={"docstatus": 1}).ok
	assert live_site.run(lambda: frappe.db.get_value("Lead SLA Policy", name, "status")) == "Live"
	draft = manager.call(f"{EDITING}new_version", policy=name)
	assert manager.delete(f"{RESOURCE}/{draft}").ok
	live_site.wait_for_jobs()
	assert manager.put(f"{RESOURCE}/{name}", json={"docstatus": 2}).ok


@pytest.mark.parametrize(
	("method", "arguments", "says"),
	[
		("check_condition", {"condition": {"field": "x"}}, NO_TEXT),
		("check_condition", {"condition": "{}", "company": 5}, NO_TEXT),
		("dialog", {"company": ["x"]}, NO_TEXT),
		("around", {"company": ""}, NO_TEXT),
		("around", {"company": COMPANY, "title": {"a": 1}}, NO_TEXT),
		("say_step", {"row": "[]"}, "in the form of a document"),
		("say_step", {"row": 5}, NO_TEXT),
		("new_version", {"policy": None}, NO_TEXT),
		("new_version", {"policy": "No Such Policy"}, "not found"),
		("tried_on", {"lead": 7}, NO_TEXT),
		("tried_on", {"lead": "no such lead"}, "not found"),
	],
)
def test_arguments_of_a_wrong_kind_are_refused_in_a_sentence(manager, method, arguments, says):
	assert says in refusal(manager, f"{EDITING}{method}", **arguments)


def test_guests_learn_nothing(live_site):
	for method in ("dialog", "around", "tried_on", "say_step", "new_version"):
		answer = requests.post(
			f"{live_site.url}/api/method/{EDITING}{method}",
			json={"company": COMPANY, "lead": "x", "row": "{}", "policy": "x"},
			timeout=120,
		)
		assert answer.status_code in (401, 403), method
