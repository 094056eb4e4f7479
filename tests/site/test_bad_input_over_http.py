"""Whatever is sent to the app's methods gets an answer in a sentence, never a traceback."""

import html

import frappe
import pytest

from lead_intelligence.core.scoring.exchange import FORMAT
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead

SCORE = "lead_intelligence.api.lead_score."
MODEL = "lead_intelligence.api.scoring_model."
NO_NAMES = "must be given as a name or a list of names"
NO_TEXT = "must be given as text"


@pytest.fixture(scope="module")
def manager(live_site):
	return live_site.signed_in("Sales Manager")


def refusal(session, method: str, **arguments) -> str:
	"""The sentence with which a call was refused."""
	answer = session.post(f"/api/method/{method}", json=arguments)
	assert 400 <= answer.status_code < 500, answer.text[-2000:]
	messages = [frappe.parse_json(text) for text in frappe.parse_json(answer.json()["_server_messages"])]
	texts = [message["message"] for message in messages]
	return html.unescape("\n".join("\n".join(t) if isinstance(t, list) else t for t in texts))


@pytest.mark.parametrize(
	("leads", "says"),
	[
		("", NO_NAMES),
		("   ", NO_NAMES),
		(None, NO_NAMES),
		([], NO_NAMES),
		("[]", NO_NAMES),
		([1], NO_NAMES),
		("[1]", NO_NAMES),
		([None], NO_NAMES),
		([["x"]], NO_NAMES),
		({"name": "x"}, NO_NAMES),
		(5, NO_NAMES),
		("[broken", NO_NAMES),
		("[" * 100_000, NO_NAMES),
		("{}", "Lead {} not found"),
		("no such lead", "Lead no such lead not found"),
		([f"LEAD-{number}" for number in range(10_000)], "at most 5000 leads"),
	],
	ids=lambda value: str(value)[:20],
)
def test_rescore(manager, leads, says):
	assert says in refusal(manager, f"{SCORE}rescore", leads=leads)


@pytest.mark.parametrize(
	("lead", "says"),
	[
		("", NO_TEXT),
		(None, NO_TEXT),
		(["like", "%"], NO_TEXT),
		({"name": ["like", "%"]}, NO_TEXT),
		(7, NO_TEXT),
		("no such lead", "Lead no such lead not found"),
		("x" * 10_000, "not found"),
	],
	ids=lambda value: str(value)[:20],
)
def test_panel(manager, lead, says):
	assert says in refusal(manager, f"{SCORE}panel", lead=lead)


def a_model(**parts) -> str:
	whole = {"format": FORMAT, "name": "Imported", "grades": [{"grade": "Any"}], "fit": {"rules": []}}
	return frappe.as_json({**whole, **parts})


def with_condition(condition) -> str:
	return a_model(fit={"rules": [{"rule": "One", "points": 1, "condition": condition}]})


def nested(depth: int):
	return {"all": [nested(depth - 1)]} if depth else {"field": "city", "operator": "is set"}


@pytest.mark.parametrize(
	("content", "says"),
	[
		("", NO_TEXT),
		(None, NO_TEXT),
		([1], NO_TEXT),
		({"format": FORMAT}, NO_TEXT),
		("{broken", "not valid JSON"),
		("[" * 100_000, "not valid JSON"),
		("[]", "not a JSON object"),
		("null", "not a JSON object"),
		('{"format": "else"}', "not a scoring model"),
		(a_model(fit=[]), "no part 'fit'"),
		(a_model(grades="A"), "'grades' must be a list"),
		(a_model(scale="1-5"), "'scale' is '1-5'"),
		(a_model(surprise=1), "'surprise' is not known here"),
		(
			with_condition({"field": "nothing", "operator": "is set"}),
			"Rules, row 1: There is no field 'nothing'",
		),
		(with_condition({"all": []}), "at least one condition"),
		(with_condition(nested(50)), "nested"),
		('{"format": "x", "name": "' + "x" * 2_000_001 + '"}', "larger than"),
	],
	ids=lambda value: str(value)[:20].strip() or "blank",
)
def test_import_model(manager, content, says):
	assert says in refusal(manager, f"{MODEL}import_model", content=content, company=COMPANY)


@pytest.mark.parametrize("company", [None, "", 5, ["x"], "No Such Company"])
def test_import_model_into_no_company(manager, company):
	text = refusal(manager, f"{MODEL}import_model", content=a_model(), company=company)
	assert NO_TEXT in text or "No Such Company" in text


def test_an_imported_name_with_html_in_it_is_only_text(manager, live_site):
	name = "Spring <img src=x onerror=alert(1)>"
	draft = manager.call(f"{MODEL}import_model", content=a_model(name=name), company=COMPANY)
	title = live_site.run(lambda: frappe.db.get_value("Lead Scoring Model", draft, "title"))
	assert title.startswith("Spring")
	assert "onerror" not in title
	live_site.run(lambda: frappe.delete_doc("Lead Scoring Model", draft))


def test_an_imported_name_that_is_too_long_is_refused(manager):
	text = refusal(manager, f"{MODEL}import_model", content=a_model(name="x" * 5_000), company=COMPANY)
	assert "140" in text


@pytest.mark.parametrize("method", ["new_version", "export_model"])
@pytest.mark.parametrize("model", [None, "", 5, ["like", "%"], {"name": "x"}, "no such model"])
def test_a_model_that_is_not_there(manager, method, model):
	text = refusal(manager, MODEL + method, model=model)
	assert NO_TEXT in text or "not found" in text


@pytest.mark.parametrize(
	"condition",
	["", None, 5, [], {}, "{broken", "[" * 100_000, {"field": 3}, nested(50)],
	ids=lambda v: str(v)[:20],
)
def test_check_condition_answers_with_the_problem(manager, condition):
	answer = manager.call(f"{MODEL}check_condition", condition=condition)
	assert answer["problems"]
	assert all(answer["problems"])


@pytest.mark.parametrize(
	"model", ["", None, 5, [], {}, "[]", "{broken", '{"rules": 5}', '{"rules": [5]}'], ids=str
)
def test_preview_of_what_is_no_model(manager, model):
	assert NO_TEXT in (text := refusal(manager, f"{MODEL}preview", model=model)) or "as JSON" in text


@pytest.mark.parametrize(
	"parts",
	[
		{"scale": []},
		{"scale": "1-5"},
		{"title": []},
		{"doctype": "User"},
		{"grades": [{"at_least": [1]}]},
		{"grades": [{"grade": {}, "at_least": "x"}]},
		{"groups": [{"group_name": 5, "at_most": "x"}]},
		{"rules": [{"points": {}, "condition_json": 5}]},
		{"rules": [{"points": 1, "condition_json": "[" * 50_000}]},
		{"rules": [{"valid_from": 5, "condition_json": '{"field": "city", "operator": "is set"}'}]},
		{"rules": [{"valid_to": "soon", "condition_json": '{"field": "city", "operator": "is set"}'}]},
	],
	ids=lambda parts: str(parts)[:40],
)
def test_preview_of_a_model_that_is_not_finished_is_empty(manager, parts):
	assert manager.call(f"{MODEL}preview", model=frappe.as_json(parts)) == {}


def test_check_condition_answers_with_a_sentence(manager):
	good = {"field": "city", "operator": "is one of", "value": ["Paris", "Lyon"]}
	for condition in (good, frappe.as_json(good)):
		answer = manager.call(f"{MODEL}check_condition", condition=condition)
		assert answer["sentence"] == "City is one of Paris or Lyon"
		assert frappe.parse_json(answer["condition"]) == good


def test_methods_without_their_arguments(manager):
	for method in ("panel", "rescore"):
		answer = manager.post(f"/api/method/{SCORE}{method}", json={})
		assert answer.status_code < 600


def test_a_large_selection_is_rescored_in_the_background(manager, live_site):
	settings = "Lead Intelligence Settings"
	live_site.run(lambda: frappe.db.set_single_value(settings, "most_leads_at_once", 2))
	leads = live_site.run(lambda: [a_lead(first_name=f"Lead {number}").name for number in range(3)])
	live_site.run(lambda: frappe.db.set_value("Lead", {"name": ("in", leads)}, "li_scoring_model", "old"))
	answer = manager.call(f"{SCORE}rescore", leads=leads)
	live_site.run(lambda: frappe.db.set_single_value(settings, "most_leads_at_once", 200))
	assert answer == {"scored": 0, "in_background": 3}
	live_site.wait_for_jobs()
	after = live_site.run(
		lambda: frappe.get_all(
			"Lead", filters={"name": ("in", leads)}, fields=["li_scoring_model", "li_needs_evaluation"]
		)
	)
	assert all(row.li_scoring_model != "old" and not row.li_needs_evaluation for row in after)
