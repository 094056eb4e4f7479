"""Comparing two versions: what they say differently, and how many of the present leads would move."""

import json

import frappe
import pytest
from frappe.utils import now_datetime

from lead_intelligence.adapters import definition_moves
from lead_intelligence.adapters.definition_moves import Comparing, keep
from lead_intelligence.api import definition_comparison as api
from lead_intelligence.jobs import definition_moves as job
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, another_company, condition
from tests.site.definition_builders import a_definition, a_live_definition, criterion, signed, stage

NAMED = criterion("Lead", "Can be reached", condition("email_id", "is set"))
HEAD = criterion("MQL", "Is the head", condition("job_title", "is", "CEO"))
PARISIAN = criterion("MQL", "From Paris", condition("city", "is", "Paris"))
RICH = criterion("SQL", "Has a budget", condition("annual_revenue", "is at least", 1000))
NOW = [NAMED, HEAD, RICH]
THEN = [NAMED, PARISIAN, RICH]


@pytest.fixture
def company(request):
	return another_company(f"Compared {abs(hash(request.node.nodeid)) % 10**6}", "CMP")


def leads_of(company):
	"""Who is reached; who is the head; who is from Paris; and who is nothing of these."""

	def someone(**fields):
		address = f"{frappe.generate_hash(length=10)}@compared.example"
		return a_lead(company=company, email_id=address, **fields).name

	return [someone(), someone(job_title="CEO"), someone(city="Paris"), a_lead(company=company).name]


def compared(after, before=None):
	comparing = Comparing(after, before, now_datetime())
	names = frappe.get_all("Lead", filters={"company": after.company}, pluck="name", order_by="name")
	comparing.add(names)
	moves = comparing.moves
	cells = {(b and b.value, a and a.value): count for (b, a), count in moves.cells.items()}
	return cells, moves


def test_a_draft_is_held_against_what_is_live_and_writes_nothing(company):
	a_live_definition(company=company, criteria=NOW)
	names = leads_of(company)
	before = [dict(frappe.db.get_value("Lead", name, "*", as_dict=True)) for name in names]
	rows = frappe.db.count("Lead Journey Entry")
	cells, moves = compared(a_definition(company=company, criteria=THEN))
	assert cells == {("Lead", "Lead"): 1, ("MQL", "MQL"): 1, ("Lead", "MQL"): 1, ("Raw", "Raw"): 1}
	assert (moves.leads, moves.moved, moves.risen, moves.handed_over) == (4, 1, 1, 1)
	assert [dict(frappe.db.get_value("Lead", name, "*", as_dict=True)) for name in names] == before
	assert frappe.db.count("Lead Journey Entry") == rows


def test_going_live_does_what_the_comparison_said(company):
	from lead_intelligence.adapters.reevaluation import reevaluate
	from lead_intelligence.core.history.journey import Cause

	a_live_definition(company=company, criteria=NOW)
	names = leads_of(company)
	draft = a_definition(company=company, criteria=THEN)
	before = {name: frappe.db.get_value("Lead", name, "li_stage") for name in names}
	said, _moves = compared(draft)
	signed(draft).submit()
	reevaluate(names, Cause.POLICY)
	happened = {}
	for name in names:
		cell = (before[name], frappe.db.get_value("Lead", name, "li_stage"))
		happened[cell] = happened.get(cell, 0) + 1
	assert happened == said


def test_where_nothing_is_live_the_leads_would_be_placed(company):
	leads_of(company)
	cells, _moves = compared(a_definition(company=company, criteria=NOW))
	assert cells == {(None, "Lead"): 2, (None, "MQL"): 1, (None, "Raw"): 1}


def test_any_two_versions_can_be_compared(company):
	first = a_live_definition(company=company, criteria=THEN)
	second = a_live_definition(company=company, criteria=NOW)
	leads_of(company)
	cells, _moves = compared(second, before=first.reload())
	assert cells == {("Lead", "Lead"): 1, ("MQL", "MQL"): 1, ("MQL", "Lead"): 1, ("Raw", "Raw"): 1}


def test_only_those_count_that_the_other_definition_would_claim(company):
	frappe.get_doc({"doctype": "Market Segment", "market_segment": "Bakers"}).insert()
	a_live_definition(company=company, criteria=NOW)
	leads_of(company)
	a_lead(company=company, email_id="g@h.example", city="Paris", market_segment="Bakers")
	narrow = a_definition(company=company, criteria=THEN, market_segment="Bakers")
	cells, _moves = compared(narrow)
	assert cells == {("Lead", "MQL"): 1}


def test_scores_touches_and_answers_are_looked_at(company):
	from tests.site.builders import a_live_model, rule
	from tests.site.engaged_leads import touch

	a_live_model(rule("job_title", "is", "CEO", points=25), company=company)
	a_live_definition(company=company, criteria=NOW)
	names = leads_of(company)
	touch(names[0], "Demo Request", 1)
	wanted = [
		NAMED,
		criterion(
			"MQL",
			"Hot or asked",
			{"any": [condition("li:grade", "is", "Hot"), condition("li:touches:<intent>", "is at least", 1)]},
		),
		RICH,
	]
	cells, _moves = compared(a_definition(company=company, criteria=wanted))
	assert cells == {("Lead", "MQL"): 1, ("MQL", "MQL"): 1, ("Lead", "Lead"): 1, ("Raw", "Raw"): 1}


def test_a_lead_that_cannot_be_judged_is_counted_and_the_first_is_logged(company, monkeypatch):
	leads_of(company)
	monkeypatch.setattr(definition_moves, "decide", lambda *_args: 1 / 0)
	logged = {"method": ("like", "%could not be judged by another%")}
	# The log is not rolled back.
	before = frappe.db.count("Error Log", logged)
	_cells, moves = compared(a_definition(company=company, criteria=NOW))
	assert (moves.leads, moves.failed) == (0, 4)
	assert frappe.db.count("Error Log", logged) == before + 1


def test_what_two_versions_say_differently_is_said_in_words():
	first = a_live_definition(criteria=NOW)
	second = a_definition(criteria=THEN, quotation_from_stage="SQL", working_calendar="Office Hours")
	assert api.changes(second.name, first.name) == [
		{
			"part": "Criteria",
			"changes": [
				"MQL also asks for “From Paris”: City is Paris.",
				"MQL no longer asks for “Is the head”: Job Title is CEO.",
			],
		},
		{"part": "Gates", "changes": ["Quotation: only from SQL on; there was no gate."]},
		{
			"part": "Hand-Over",
			"changes": ["Working hours pass as in Office Hours instead of the usual calendar."],
		},
	]
	assert api.changes(second.name, second.name) == []


def test_the_version_to_compare_with_suggests_itself(company):
	draft = a_definition(company=company)
	assert api.versions(draft.name) == {"versions": [], "suggested": None, "may_compare": True}
	live = a_live_definition(company=company)
	found = api.versions(draft.name)
	assert (found["suggested"], [row.name for row in found["versions"]]) == (live.name, [live.name])


def test_counting_needs_the_right_to_write_and_the_result_that_to_read(signed_in_as, company):
	draft = a_definition(company=company)
	with signed_in_as(REP.user):
		assert api.moves(draft.name) == {}
		assert not api.versions(draft.name)["may_compare"]
		for act in (api.begin, api.stop):
			with pytest.raises(frappe.PermissionError):
				act(draft.name)
	with signed_in_as(MANAGER.user):
		assert api.begin(draft.name)["status"] == "Waiting"
		assert api.begin(draft.name)["status"] == "Waiting"
		api.stop(draft.name)
		assert api.moves(draft.name)["status"] == "Stopped"


def test_an_unfinished_draft_is_not_counted(company):
	draft = a_definition(company=company, criteria=[NAMED])
	with pytest.raises(frappe.ValidationError, match="MQL has no criteria"):
		api.begin(draft.name)


def test_a_worker_that_was_killed_is_told_of(company):
	draft = a_definition(company=company)
	keep(draft.name, None, {"token": "x", "status": "Running", "done": 1, "total": 9})
	state = definition_moves.state_of(draft.name, None)
	assert state["status"] == "Running"
	key = definition_moves._key(draft.name, None)
	frappe.cache.set_value(key, {**state, "seen_at": "2026-01-01 00:00:00"}, expires_in_sec=60)
	assert api.moves(draft.name)["status"] == "Failed"
	assert "worker is gone" in api.moves(draft.name)["problem"]


@pytest.mark.parametrize("before", [["x"], {"a": 1}, 3, "No Such Agreement"])
def test_what_is_no_version_is_refused(before):
	draft = a_definition(stages=[stage("Lead")], criteria=[NAMED])
	with pytest.raises(frappe.ValidationError):
		api.moves(draft.name, before)


def test_the_job_tells_how_far_it_is_and_what_came_of_it(live_site):
	def make():
		abbr = frappe.generate_hash(length=6)
		company = another_company(f"Compared in a job {abbr}", abbr)
		leads_of(company)
		return a_definition(company=company, criteria=NOW).name

	draft = live_site.run(make)

	def look():
		token = definition_moves.begin(frappe.get_doc("Lead Definition", draft), None)["token"]
		frappe.db.rollback()
		job.compare(draft, None, token)
		# Another worker that comes late has nothing to do.
		job.compare(draft, None, token)
		return json.loads(frappe.as_json(api.moves(draft)))

	found = live_site.run(look)
	assert (found["status"], found["done"], found["total"], found["changed_since"]) == ("Done", 4, 4, False)
	assert found["figures"]["leads"] == 4
	assert sum(cell["leads"] for cell in found["figures"]["cells"]) == 4
	assert found["finished_at"]

	def change():
		doc = frappe.get_doc("Lead Definition", draft)
		doc.acceptance_hours = 3
		doc.save()
		frappe.db.commit()
		return api.moves(draft)["changed_since"]

	assert live_site.run(change)


def test_a_job_that_fails_says_so(live_site, monkeypatch):
	draft = live_site.run(
		lambda: a_definition(company=another_company("Compared badly", "CB"), criteria=NOW).name
	)
	monkeypatch.setattr(job, "Comparing", lambda *_args: 1 / 0)

	def look():
		token = definition_moves.begin(frappe.get_doc("Lead Definition", draft), None)["token"]
		frappe.db.rollback()
		job.compare(draft, None, token)
		return api.moves(draft)

	found = live_site.run(look)
	assert found["status"] == "Failed"
	assert "error log" in found["problem"]
