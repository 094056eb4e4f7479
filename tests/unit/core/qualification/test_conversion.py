"""What ERPNext makes of a lead moves it, and the gate before that."""

from datetime import date, timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.conversion import bypass_gate, convert, fall_back, open_gate
from lead_intelligence.core.qualification.place import Act, Decision, Place
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import NOW, agreed

AGREED = agreed()
RECORD = ("Opportunity", "CRM-OPP-1")


def at(stage, **more):
	return Place(stage=stage, **{"since": NOW, "cycle": 1, "definition": "Agreement v1", **more})


def test_an_opportunity_says_which_stages_were_passed_over():
	decision = convert(at(Stage.LEAD), AGREED, Stage.OPPORTUNITY, NOW, RECORD)
	(step,) = decision.steps
	assert (step.before, step.after, step.record) == (Stage.LEAD, Stage.OPPORTUNITY, RECORD)
	assert step.evidence == {"skipped": ["MQL", "SAL", "SQL"]}
	assert decision.place.since == NOW


def test_a_time_that_nobody_knows_stays_empty():
	decision = convert(at(Stage.LEAD), AGREED, Stage.CUSTOMER, None, None)
	assert (decision.steps[0].at, decision.place.since) == (None, None)


def test_what_leads_no_further_changes_nothing():
	for stage in (Stage.OPPORTUNITY, Stage.CUSTOMER):
		assert convert(at(stage), AGREED, Stage.OPPORTUNITY, NOW, RECORD) == Decision(place=at(stage))


def test_without_a_definition_the_lead_keeps_the_one_that_judged_it():
	decision = convert(at(Stage.LEAD), None, Stage.OPPORTUNITY, NOW, RECORD)
	assert (decision.place.definition, decision.steps[0].evidence) == ("Agreement v1", {})


def test_who_waits_for_sales_waits_no_more():
	decision = convert(at(Stage.MQL, due_at=NOW), AGREED, Stage.OPPORTUNITY, NOW, RECORD)
	assert (decision.closes_handover, decision.place.due_at) == (True, None)


def test_a_lead_that_was_put_aside_comes_back_by_it():
	assert convert(at(Stage.NURTURE), AGREED, Stage.OPPORTUNITY, NOW, RECORD).place.cycle == 2
	assert convert(at(Stage.NURTURE, cycle=0), AGREED, Stage.OPPORTUNITY, NOW, RECORD).place.cycle == 0


def back(place, to, definition=AGREED, **more):
	return fall_back(place, definition, NOW, to=to, **{"at": NOW, "record": RECORD, **more})


def test_a_lead_whose_record_is_gone_is_what_it_was_before():
	decision = back(at(Stage.OPPORTUNITY), Stage.SQL)
	(step,) = decision.steps
	assert (step.before, step.after, step.record) == (Stage.OPPORTUNITY, Stage.SQL, RECORD)
	assert decision.place.stage is Stage.SQL


def test_an_mql_of_before_is_handed_over_again():
	decision = back(at(Stage.OPPORTUNITY), Stage.MQL)
	assert [step.act for step in decision.steps] == [Act.MOVED, Act.HANDED_OVER]
	assert decision.opens_handover


def test_what_an_sdr_handed_on_waits_on_as_long_as_it_can():
	given = at(Stage.OPPORTUNITY, due_at=NOW + timedelta(hours=1))
	assert back(given, Stage.SAL).place.due_at == given.due_at
	lower = back(given, Stage.LEAD)
	assert (lower.place.due_at, lower.closes_handover) == (None, True)
	mql = back(given, Stage.MQL)
	assert (mql.closes_handover, mql.opens_handover) == (True, True)


def test_a_lead_that_was_put_aside_before_is_put_aside_again():
	day = date(2026, 6, 1)
	decision = back(at(Stage.CUSTOMER), Stage.NURTURE, proposed=Stage.MQL, revisit_on=day)
	assert (decision.place.stage, decision.place.proposed, decision.place.revisit_on) == (
		Stage.NURTURE,
		Stage.MQL,
		day,
	)


def test_the_gate_is_opened_for_a_reason():
	decision = open_gate(at(Stage.RAW), NOW, target="Opportunity", demanded=Stage.SQL, reason="Big fish")
	(step,) = decision.steps
	assert (step.act, step.before, step.after, step.reason) == (
		Act.GATE_OPENED,
		Stage.RAW,
		Stage.RAW,
		"Big fish",
	)
	assert step.evidence == {"target": "Opportunity", "demanded": "SQL"}
	assert decision.place == at(Stage.RAW)
	with pytest.raises(Refused, match="Say why"):
		open_gate(at(Stage.RAW), NOW, target="Opportunity", demanded=Stage.SQL, reason=" ")


def test_a_gate_that_was_bypassed_says_by_what():
	decision = bypass_gate(at(Stage.RAW), NOW, target="Opportunity", demanded=Stage.SQL, record=RECORD)
	(step,) = decision.steps
	assert (step.act, step.record) == (Act.GATE_BYPASSED, RECORD)
	assert decision.place == at(Stage.RAW)


def test_of_two_decisions_what_the_first_opens_and_the_second_closes_was_never_open():
	opened = Decision(place=at(Stage.MQL), opens_handover=True)
	closed = Decision(place=at(Stage.NURTURE), closes_handover=True)
	both = opened.then(closed)
	assert (both.opens_handover, both.closes_handover, both.place.stage) == (False, True, Stage.NURTURE)
	assert closed.then(opened).opens_handover
