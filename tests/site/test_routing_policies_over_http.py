"""Routing policies and pools as scripts and browsers send them: wrong things get a sentence, and only managers write."""

import frappe
import pytest
import requests

from tests.bench.base_company import COMPANY
from tests.bench.people import REP
from tests.site.routing_builders import a_pool, a_routing_policy, routing_rule
from tests.site.test_bad_input_over_http import refusal

POLICIES, POOLS = "/api/resource/Lead Routing Policy", "/api/resource/Lead Routing Pool"
EDITING, AROUND = "lead_intelligence.api.routing_policy.", "lead_intelligence.api.routing_pool.around"
NO_TEXT = "must be given as text"
POOL = "Sent Pool"


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


@pytest.fixture(scope="module")
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture(scope="module", autouse=True)
def pool(live_site):
	if not live_site.run(lambda: frappe.db.exists("Lead Routing Pool", POOL)):
		live_site.run(lambda: a_pool(POOL, REP.user))


@pytest.fixture
def draft(live_site):
	title = f"Sent {frappe.generate_hash(length=6)}"
	name = live_site.run(lambda: a_routing_policy(routing_rule(POOL), title=title).name)
	yield name
	live_site.run(lambda: frappe.delete_doc("Lead Routing Policy", name, force=True))


def policy(**fields):
	return {"title": "Sent", "company": COMPANY, "rules": [routing_rule(POOL)], **fields}


def number_of(live_site, doctype):
	return live_site.run(lambda: frappe.db.count(doctype))


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
		{"condition_json": "[" * 50_000},
		{"first_stage": "From Beyond"},
		{"first_stage": ["From MQL"]},
		{"rules": [routing_rule("No Such Pool")]},
		{"rules": [{"target": "Moon", "pool": POOL}]},
		{"rules": [{"target": ["Pool"], "pool": POOL}]},
		{"rules": [{"target": "Pool"}]},
		{"rules": [{**routing_rule(POOL), "condition_json": 7}]},
		{"default_pool": "No Such Pool"},
		{"manager": "nobody@nowhere.example"},
	],
	ids=str,
)
def test_wrong_policies_are_refused_and_nothing_is_stored(manager, live_site, fields):
	before = number_of(live_site, "Lead Routing Policy")
	answer = manager.post(POLICIES, json=policy(**fields))
	assert 400 <= answer.status_code < 500, answer.text[-3000:]
	assert number_of(live_site, "Lead Routing Policy") == before


@pytest.mark.parametrize(
	"fields",
	[
		{"pool_name": None},
		{"pool_name": POOL},
		{"strategy": "Dice"},
		{"strategy": ["Best Fit"]},
		{"company": "No Such Company"},
		{"floor": "much", "strategy": "Best Fit"},
		{"floor": -1, "strategy": "Best Fit"},
		{"hot_grades": "", "strategy": "Best Fit"},
		{"minimum_level": "top"},
		{"minimum_level": 1e308},
		{"language_match": "Maybe"},
		{"members": [{"user": "nobody@nowhere.example"}]},
		{"members": [{"user": REP.user}, {"user": REP.user.upper()}]},
		{"members": [{"user": REP.user, "weight": "heavy"}]},
		{"members": [{"user": REP.user, "weight": {"a": 1}}]},
		{"members": [{"user": REP.user, "weight": -0.5}]},
		{"members": [{"user": REP.user, "weight": 1e308}]},
		{"members": [{"user": ["x"]}]},
		{"territories": [{"territory": "Atlantis"}]},
		{"fallback_pool": "No Such Pool"},
		{"manager": "nobody@nowhere.example"},
	],
	ids=str,
)
def test_wrong_pools_are_refused_and_nothing_is_stored(manager, live_site, fields):
	before = number_of(live_site, "Lead Routing Pool")
	answer = manager.post(POOLS, json={"pool_name": "Wrong", "members": [{"user": REP.user}], **fields})
	assert 400 <= answer.status_code < 500, answer.text[-3000:]
	assert number_of(live_site, "Lead Routing Pool") == before


def test_nobody_can_send_a_state(manager, live_site, draft):
	forged = {"status": "Live", "live_for": "x|y", "valid_from": "2020-01-01 00:00:00", "version": 99}
	assert manager.put(f"{POLICIES}/{draft}", json=forged).ok
	stored = live_site.run(lambda: frappe.db.get_value("Lead Routing Policy", draft, list(forged)))
	assert stored[:3] == ("Draft", None, None)
	assert stored[3] != 99


def test_a_rep_reads_and_changes_nothing(rep, draft):
	assert rep.get(f"{POLICIES}/{draft}").ok
	assert rep.get(f"{POOLS}/{POOL}").ok
	for resource in (f"{POLICIES}/{draft}", f"{POOLS}/{POOL}"):
		assert rep.put(resource, json={"disabled": 1, "title": "Mine"}).status_code == 403
		assert rep.delete(resource).status_code == 403
	assert rep.put(f"{POLICIES}/{draft}", json={"docstatus": 1}).status_code == 403
	assert rep.post(POLICIES, json=policy()).status_code == 403
	assert rep.post(POOLS, json={"pool_name": "Mine"}).status_code == 403
	assert rep.post(f"/api/method/{EDITING}new_version", json={"policy": draft}).status_code == 403


def test_a_manager_writes_submits_and_cancels(manager, live_site):
	created = manager.post(POLICIES, json=policy(title="By HTTP"))
	assert created.ok, created.text
	name = created.json()["data"]["name"]
	assert manager.put(f"{POLICIES}/{name}", json={"docstatus": 1}).ok
	assert live_site.run(lambda: frappe.db.get_value("Lead Routing Policy", name, "status")) == "Live"
	draft = manager.call(f"{EDITING}new_version", policy=name)
	assert manager.delete(f"{POLICIES}/{draft}").ok
	# A job that routes by the policy and its cancelling may lock each other out, of which one is told.
	live_site.wait_for_jobs()
	assert manager.put(f"{POLICIES}/{name}", json={"docstatus": 2}).ok


@pytest.mark.parametrize(
	("method", "arguments", "says"),
	[
		(f"{EDITING}check_condition", {"condition": {"field": "x"}}, NO_TEXT),
		(f"{EDITING}check_condition", {"condition": "{}", "company": 5}, NO_TEXT),
		(f"{EDITING}dialog", {"company": ["x"]}, NO_TEXT),
		(f"{EDITING}around", {"company": ""}, NO_TEXT),
		(f"{EDITING}around", {"company": COMPANY, "title": {"a": 1}}, NO_TEXT),
		(f"{EDITING}new_version", {"policy": None}, NO_TEXT),
		(f"{EDITING}new_version", {"policy": "No Such Policy"}, "not found"),
		(f"{EDITING}tried_on", {"lead": 7}, NO_TEXT),
		(f"{EDITING}tried_on", {"lead": "no such lead"}, "not found"),
		(AROUND, {"pool": "[]"}, "in the form of a document"),
		(AROUND, {"pool": 5}, NO_TEXT),
		(AROUND, {"pool": '{"members": [1]}'}, "in the form of a document"),
	],
)
def test_arguments_of_a_wrong_kind_are_refused_in_a_sentence(manager, method, arguments, says):
	assert says in refusal(manager, method, **arguments)


@pytest.mark.parametrize(
	"form",
	[
		"{}",
		'{"name": 7, "company": ["x"], "members": [{"user": ["x"]}, {"user": {"a": 1}}, {}]}',
		'{"name": "x", "strategy": 5, "hot_grades": [1], "floor": "much", "fallback_pool": {"a": 1}}',
		'{"members": [{"user": "a", "weight": "heavy", "paused": "x"}], "territories": [{"territory": [1]}]}',
		'{"minimum_level": "top", "manager": 5, "strategy": "Manager\'s Queue"}',
	],
)
def test_a_half_filled_form_of_a_pool_is_looked_at_all_the_same(manager, form):
	assert set(manager.call(AROUND, pool=form)) == {"users", "fallbacks", "used_by", "warnings"}


def test_guests_learn_nothing(live_site):
	arguments = {"company": COMPANY, "lead": "x", "policy": "x", "pool": "{}", "condition": "{}"}
	for method in (*(f"{EDITING}{name}" for name in ("dialog", "around", "tried_on", "new_version")), AROUND):
		answer = requests.post(f"{live_site.url}/api/method/{method}", json=arguments, timeout=120)
		assert answer.status_code in (401, 403), method
