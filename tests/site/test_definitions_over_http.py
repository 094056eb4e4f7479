"""Definitions as scripts and browsers send them: wrong things get a sentence, and nobody signs for somebody else."""

import frappe
import pytest
import requests

from tests.bench.base_company import COMPANY
from tests.bench.people import MANAGER, MARKETING, REP
from tests.site.definition_builders import CRITERIA, STAGES, a_definition
from tests.site.test_bad_input_over_http import refusal

RESOURCE = "/api/resource/Lead Definition"
EDITING = "lead_intelligence.api.definition."
COMPARING = "lead_intelligence.api.definition_comparison."
TRYING = "lead_intelligence.api.definition_trial."
NO_TEXT = "must be given as text"
SIGNATURES = {
	"marketing_signed_by": MANAGER.user,
	"marketing_signed_at": "2026-01-01 00:00:00",
	"sales_signed_by": REP.user,
	"sales_signed_at": "2026-01-01 00:00:00",
	"signed_text": "x",
}


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


@pytest.fixture(scope="module")
def rep(live_site):
	return live_site.signed_in("Sales User")


@pytest.fixture
def draft(live_site):
	return live_site.run(lambda: a_definition().name)


def sent(**fields):
	return {"title": "Sent", "company": COMPANY, "stages": list(STAGES), "criteria": list(CRITERIA), **fields}


@pytest.mark.parametrize(
	"fields",
	[
		{"criteria": [{"stage": "MQL", "criterion": "x", "condition_json": {"field": "city"}}]},
		{"criteria": [{"stage": "MQL", "criterion": "x", "condition_json": "[" * 50_000}]},
		{"criteria": [{"stage": ["MQL"], "criterion": {"a": 1}, "condition_json": 7}]},
		{"acceptance_hours": "soon"},
		{"acceptance_hours": -3},
		{"acceptance_hours": [8]},
		{"keeps_cold_leads": "maybe", "acceptance_hours": 0},
		{"applies_from": "31/02/2027"},
		{"applies_from": "1999-12-31"},
		{"marketing_signatory": "nobody@nowhere.example"},
		{"market_segment": "No Such Segment"},
		{"working_calendar": "No Such Calendar"},
		{"company": "No Such Company"},
		{"title": None},
		{"opportunity_from_stage": "Customer"},
		{"opportunity_from_stage": 5},
	],
	ids=str,
)
def test_wrong_things_are_refused_and_nothing_is_stored(manager, live_site, fields):
	before = live_site.run(lambda: frappe.db.count("Lead Definition"))
	answer = manager.post(RESOURCE, json=sent(**fields))
	assert 400 <= answer.status_code < 500, answer.text[-3000:]
	assert live_site.run(lambda: frappe.db.count("Lead Definition")) == before


def test_nobody_can_send_signatures(manager, live_site, draft):
	def stored():
		return frappe.db.get_value("Lead Definition", draft, list(SIGNATURES))

	assert manager.put(f"{RESOURCE}/{draft}", json=SIGNATURES).ok
	manager.call("frappe.client.set_value", doctype="Lead Definition", name=draft, fieldname=SIGNATURES)
	manager.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype="Lead Definition",
		docnames=frappe.as_json([draft]),
		action="update",
		data=frappe.as_json(SIGNATURES),
	)
	assert live_site.run(stored) == (None,) * 5
	answer = manager.put(f"{RESOURCE}/{draft}", json={**SIGNATURES, "docstatus": 1})
	assert answer.status_code == 417
	assert "has not signed" in answer.text
	created = manager.post(RESOURCE, json=sent(**SIGNATURES, status="Live", live_for="x||", docstatus=0))
	assert created.ok
	made = created.json()["data"]
	assert (made["status"], made.get("live_for"), made.get("marketing_signed_by")) == ("Draft", None, None)


def test_a_rep_reads_and_signs_and_changes_nothing(rep, live_site):
	draft = live_site.run(lambda: a_definition().name)
	assert rep.get(f"{RESOURCE}/{draft}").ok
	assert rep.put(f"{RESOURCE}/{draft}", json={"title": "Mine"}).status_code == 403
	assert rep.post(RESOURCE, json=sent()).status_code == 403
	assert rep.delete(f"{RESOURCE}/{draft}").status_code == 403
	for method in (f"{EDITING}ask_to_sign", f"{COMPARING}begin", f"{COMPARING}stop", f"{EDITING}new_version"):
		assert rep.post(f"/api/method/{method}", json={"definition": draft}).status_code == 403, method
	rep.call(f"{EDITING}sign", definition=draft, side="Sales")
	assert live_site.run(lambda: frappe.db.get_value("Lead Definition", draft, "sales_signed_by")) == REP.user


def test_marketing_writes_signs_and_submits(live_site, rep):
	marketing = live_site.signed_in("Lead Marketing")
	created = marketing.post(
		RESOURCE, json=sent(marketing_signatory=MARKETING.user, sales_signatory=REP.user)
	)
	assert created.ok, created.text
	name = created.json()["data"]["name"]
	marketing.call(f"{EDITING}sign", definition=name, side="Marketing")
	rep.call(f"{EDITING}sign", definition=name, side="Sales")
	assert marketing.put(f"{RESOURCE}/{name}", json={"docstatus": 1}).ok
	assert live_site.run(lambda: frappe.db.get_value("Lead Definition", name, "status")) == "Live"
	live_site.wait_for_jobs()
	assert marketing.put(f"{RESOURCE}/{name}", json={"docstatus": 2}).ok


@pytest.mark.parametrize(
	("method", "arguments", "says"),
	[
		(f"{EDITING}state", {"definition": ["x"]}, NO_TEXT),
		(f"{EDITING}state", {"definition": "No Such Agreement"}, "not found"),
		(f"{EDITING}check_condition", {"condition": {"field": "x"}}, NO_TEXT),
		(f"{EDITING}check_condition", {"condition": "{}", "company": 5}, NO_TEXT),
		(f"{EDITING}dialog", {"company": ["x"]}, NO_TEXT),
		(f"{EDITING}around", {"company": ""}, NO_TEXT),
		(f"{EDITING}around", {"company": COMPANY, "market_segment": {"a": 1}}, NO_TEXT),
		(f"{EDITING}around", {"company": COMPANY, "product_line": "x" * 200}, "at most 140 characters"),
		(f"{EDITING}new_version", {"definition": None}, NO_TEXT),
		(f"{EDITING}sign", {"definition": "x", "side": "Both"}, "Side must be one of Marketing, Sales"),
		(f"{EDITING}sign", {"definition": 5, "side": "Sales"}, NO_TEXT),
		(f"{EDITING}sign", {"definition": "x", "side": "Sales", "seen": ["y"]}, NO_TEXT),
		(f"{EDITING}unsign", {"definition": "x", "side": None}, "Side must be one of Marketing, Sales"),
		(f"{COMPARING}versions", {"definition": {}}, NO_TEXT),
		(f"{COMPARING}changes", {"definition": "x", "before": 3}, "not found"),
		(f"{COMPARING}begin", {"definition": ["x"]}, NO_TEXT),
		(f"{COMPARING}moves", {"definition": "x", "before": ["y"]}, "not found"),
		(f"{TRYING}agreements", {"lead": 7}, NO_TEXT),
		(f"{TRYING}judged_as_of", {"lead": "no such lead"}, "not found"),
	],
)
def test_arguments_of_a_wrong_kind_are_refused_in_a_sentence(manager, method, arguments, says):
	assert says in refusal(manager, method, **arguments)


def test_conditions_are_checked_against_what_criteria_can_look_at(manager):
	good = '{"field": "li:touches:<intent>", "operator": "is at least", "value": 2}'
	answer = manager.call(f"{EDITING}check_condition", condition=good, company=COMPANY)
	assert answer["sentence"] == "Touches with Intent is at least 2"
	for bad, says in (
		("{", "not valid JSON"),
		("[" * 50_000, "not valid JSON"),
		('{"field": "li:grade", "operator": "is", "value": "Z"}', "is not a choice of 'Grade'"),
		('{"field": "li:touches:Pigeon", "operator": "is set"}', "There is no field"),
	):
		answer = manager.call(f"{EDITING}check_condition", condition=bad, company=COMPANY)
		assert says in answer["problems"][0]


def test_the_dialog_offers_scores_answers_and_touches_beside_the_fields_of_leads(manager):
	fields = manager.call(f"{EDITING}dialog", company=COMPANY)["fields"]
	by_name = {field["name"]: field for field in fields}
	assert by_name["li:grade"]["hint"] == "Score"
	assert by_name["li:answer:BANT:Budget"]["options"][0]["value"] == "Confirmed"
	assert by_name["li:touches:Demo Request"]["label"] == "Touches: Demo Request"
	assert by_name["email_id"]["hint"] == "email_id"
	names = [field["name"] for field in fields]
	assert names.index("li:score") < names.index("li:touches:<intent>") < names.index("email_id")
	assert names.index("email_id") < names.index("li:touches:Demo Request")


def test_guests_learn_nothing(live_site, draft):
	for method in ("state", "dialog", "around", "sign"):
		answer = requests.post(
			f"{live_site.url}/api/method/{EDITING}{method}", json={"definition": draft}, timeout=120
		)
		assert answer.status_code in (401, 403), method
