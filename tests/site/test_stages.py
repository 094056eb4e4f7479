"""Where leads stand: decided at each evaluation by the live definition, and entered in the journey."""

import dataclasses
import json

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from lead_intelligence.adapters.bulk_evaluation import BulkEvaluation
from lead_intelligence.adapters.frozen_inputs import FrozenInputs
from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.snapshot.lead_snapshot import take_snapshot, thaw
from tests.bench.people import REP
from tests.site import agreed_leads
from tests.site.builders import a_lead, a_live_model, another_company, condition, journey_of, rule, stored
from tests.site.definition_builders import criterion, stage

REACHABLE = criterion("Lead", "Can be reached", condition("email_id", "is set"))
SCORES = criterion("MQL", "Scores 20", condition("li:score", "is at least", 20))
BUDGET = criterion("SQL", "Has a budget", condition("annual_revenue", "is at least", 1000))


def a_live_definition(**fields):
	return agreed_leads.a_live_definition(**{"criteria": [REACHABLE, SCORES, BUDGET], **fields})


@pytest.fixture
def agreement():
	a_live_model(rule("job_title", "is", "CEO", points=25), rule("city", "is", "Paris", points=5))
	return a_live_definition()


def place(lead):
	row = stored(lead, "li_stage", "li_cycle", "li_proposed_stage", "li_definition")
	return (row.li_stage, row.li_cycle, row.li_proposed_stage)


def moves(lead):
	rows = [row for row in journey_of(lead if isinstance(lead, str) else lead.name) if row.stage_after]
	return [
		(row.kind, row.stage_before, row.stage_after) for row in rows if row.stage_before != row.stage_after
	]


def change(lead, **fields):
	doc = frappe.get_doc("Lead", lead.name)
	doc.update(fields)
	return doc.save()


def test_without_a_live_definition_leads_have_no_stage():
	a_live_model(rule("job_title", "is", "CEO", points=25))
	lead = a_lead(job_title="CEO")
	assert place(lead) == (None, 0, None)
	assert moves(lead) == []


def test_a_new_lead_climbs_as_far_as_its_criteria_are_met(agreement):
	raw, reached, hot = (
		a_lead(),
		a_lead(email_id="a@b.example"),
		a_lead(email_id="c@d.example", job_title="CEO"),
	)
	assert [place(lead) for lead in (raw, reached, hot)] == [
		("Raw", 1, None),
		("Lead", 1, None),
		("MQL", 1, None),
	]
	assert moves(raw) == [("Stage changed", None, "Raw")]
	assert moves(hot) == [("Stage changed", None, "Lead"), ("Stage changed", "Lead", "MQL")]
	assert stored(hot, "li_definition") == agreement.name


def test_each_move_says_by_which_version_what_was_met_and_what_was_seen(agreement, signed_in_as):
	with signed_in_as(REP.user):
		lead = a_lead(email_id="c@d.example", job_title="CEO")
	row = next(row for row in journey_of(lead.name) if row.stage_after == "MQL")
	assert (row.definition, row.author, row.cause, row.cycle) == (agreement.name, REP.user, "Save", 1)
	assert json.loads(row.evidence) == {"met": ["Scores 20"], "facts": {"li:score": 25.0}}
	assert json.loads(row.inputs)["values"]["email_id"] == "c@d.example"
	assert row.at == stored(lead, "li_stage_since")


def test_a_lead_that_stays_where_it_is_says_what_was_missing(agreement):
	(row,) = [row for row in journey_of(a_lead().name) if row.stage_after]
	assert json.loads(row.evidence)["missing"] == ["Can be reached"]


def test_a_save_that_makes_the_criteria_hold_moves_the_lead_and_one_that_breaks_them_does_not(agreement):
	lead = a_lead(email_id="a@b.example")
	change(lead, job_title="CEO")
	assert place(lead) == ("MQL", 1, None)
	change(lead, job_title="Clerk", email_id="")
	assert place(lead) == ("MQL", 1, None)
	assert [after for _kind, _before, after in moves(lead)] == ["Lead", "MQL"]


def test_what_is_met_and_left_to_people_is_proposed():
	a_live_model(rule("job_title", "is", "CEO", points=25))
	a_live_definition(stages=[stage("Lead", by_itself=1), stage("MQL"), stage("SQL")])
	lead = a_lead(email_id="a@b.example", job_title="CEO")
	assert place(lead) == ("Lead", 1, "MQL")


def test_criteria_on_touches_and_answers_are_judged_when_they_are_recorded(agreement):
	from tests.site.engaged_leads import touch

	a_live_definition(
		criteria=[
			REACHABLE,
			criterion("MQL", "Asked", condition("li:touches:Demo Request", "is at least", 1)),
			BUDGET,
		]
	)
	lead = a_lead(email_id="a@b.example")
	assert place(lead)[0] == "Lead"
	touch(lead.name, "Demo Request", 1)
	reevaluate([lead.name], Cause.TOUCH)
	assert place(lead)[0] == "MQL"


def test_leads_of_before_the_agreement_are_placed_as_history(agreement):
	lead = a_lead(email_id="c@d.example", job_title="CEO")
	frappe.db.set_value("Lead", lead.name, {"creation": add_days(now_datetime(), -30), "li_stage": None})
	reevaluate([lead.name], Cause.POLICY)
	assert place(lead) == ("MQL", 0, None)
	assert stored(lead, "li_due_at") is None


def test_imported_leads_are_history(agreement):
	frappe.flags.in_import = True
	try:
		lead = a_lead(email_id="c@d.example", job_title="CEO", status="Lead")
	finally:
		frappe.flags.in_import = False
	assert place(lead) == ("MQL", 0, None)


def test_many_leads_are_judged_together_as_each_alone(agreement):
	leads = [
		a_lead(email_id="c@d.example", job_title="CEO"),
		a_lead(email_id="e@f.example"),
		a_lead(status="Do Not Contact"),
	]
	before = [place(lead) for lead in leads]
	a_live_definition(
		criteria=[REACHABLE, criterion("MQL", "Reached", condition("email_id", "is set")), BUDGET]
	)
	counts = BulkEvaluation(Cause.POLICY, "Administrator").evaluate([lead.name for lead in leads])
	assert counts.failed == 0
	assert before == [("MQL", 1, None), ("Lead", 1, None), (None, 0, None)]
	assert [place(lead) for lead in leads] == [("MQL", 1, None), ("MQL", 1, None), (None, 0, None)]
	assert moves(leads[1])[-1] == ("Stage changed", "Lead", "MQL")


def test_who_is_not_to_be_contacted_and_who_is_disabled_take_no_part(agreement):
	lead = a_lead(email_id="a@b.example")
	change(lead, disabled=1)
	change(lead, job_title="CEO")
	assert place(lead)[0] == "Lead"
	change(lead, disabled=0)
	assert place(lead)[0] == "MQL"


def test_of_several_definitions_the_narrower_judges(agreement):
	frappe.get_doc({"doctype": "Market Segment", "market_segment": "Museums"}).insert()
	narrow = a_live_definition(
		market_segment="Museums",
		stages=[stage("MQL", by_itself=1)],
		criteria=[criterion("MQL", "Named", condition("company_name", "is set"))],
	)
	lead = a_lead(market_segment="Museums")
	assert (place(lead)[0], stored(lead, "li_definition")) == ("MQL", narrow.name)
	assert stored(a_lead(), "li_definition") == agreement.name


def test_each_company_has_its_own_agreement(agreement):
	assert place(a_lead(company=another_company(), email_id="a@b.example"))[0] is None


def test_a_definition_works_without_a_scoring_model():
	a_live_definition(
		criteria=[REACHABLE, criterion("MQL", "Head", condition("job_title", "is", "CEO")), BUDGET],
		company=another_company(),
	)
	lead = a_lead(company=another_company(), email_id="a@b.example", job_title="CEO")
	assert place(lead) == ("MQL", 1, None)
	assert not stored(lead, "li_scored_on")
	change(lead, city="Lyon")
	assert [after for _kind, _before, after in moves(lead)] == ["Lead", "MQL"]


def test_an_open_form_writes_no_old_stage_back(agreement):
	lead = a_lead(email_id="a@b.example")
	open_form = frappe.get_doc("Lead", lead.name)
	frappe.db.set_value("Lead", lead.name, {"li_stage": "SQL", "li_cycle": 3}, update_modified=False)
	open_form.update({"li_stage": "Customer", "li_cycle": 9})
	open_form.save()
	assert place(lead)[:2] == ("SQL", 3)


def test_every_move_can_be_judged_again_by_the_version_of_its_day(agreement):
	lead = a_lead(email_id="c@d.example", job_title="CEO")
	first = policies_for(None)
	a_live_definition(
		criteria=[criterion("Lead", "Named", condition("company_name", "is set")), SCORES, BUDGET]
	)
	change(lead, email_id="", job_title="Clerk")
	row = next(row for row in journey_of(lead.name) if row.stage_after == "MQL")
	policies, catalogue = first
	(definition,) = policies.agreements.definitions
	assert definition.version == row.definition
	seen = thaw(json.loads(row.inputs), catalogue)
	facts = take_snapshot(json.loads(row.evidence)["facts"], catalogue).values
	seen = dataclasses.replace(seen, values={**seen.values, **facts})
	assert definition.judge(Stage.MQL, seen, row.at).is_met
	assert not definition.judge(Stage.SQL, seen, row.at).is_met


def test_what_a_preview_takes_for_known_is_not_what_a_definition_looked_at(agreement):
	lead = a_lead(email_id="c@d.example", job_title="CEO", city="Paris")
	found = FrozenInputs(site_catalogue()).before({lead.name: now_datetime()})[lead.name]
	assert found.snapshot.value("city") == "Paris"
