"""Sales accepts, refuses or lets lapse; marketing contests; an SDR hands on."""

from datetime import timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.acting import needs_part
from lead_intelligence.core.qualification.handing_over import (
	Consequence,
	accept,
	contest,
	hand_over,
	lapse,
	refuse,
)
from lead_intelligence.core.qualification.place import Act, Circumstances, Place
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import NOW, agreed
from tests.unit.core.qualification.found import ALL_MET, finds, qualifies_for

AGREED = agreed()
TOMORROW = NOW.date() + timedelta(days=1)


def waiting(stage=Stage.MQL, **more):
	values = {"since": NOW, "cycle": 1, "definition": "Agreement v1", "due_at": NOW + timedelta(hours=8)}
	return Place(stage=stage, **{**values, **more})


def refused(place=None, consequence=Consequence.NURTURE, judge=None, **more):
	values = {"reason": "Not Ready", "consequence": consequence, **more}
	return refuse(place or waiting(), AGREED, judge or finds(ALL_MET), NOW, **values)


def test_an_mql_that_is_accepted_is_an_sal():
	decision = accept(waiting(), AGREED, qualifies_for(Stage.SAL), NOW)
	(step,) = decision.steps
	assert (step.act, step.before, step.after) == (Act.ACCEPTED, Stage.MQL, Stage.SAL)
	assert (decision.place.stage, decision.place.due_at, decision.closes_handover) == (Stage.SAL, None, True)
	assert accept(waiting(), AGREED, finds(ALL_MET), NOW).place.proposed is Stage.SQL


def test_it_is_not_as_long_as_something_is_missing():
	with pytest.raises(Refused, match="SAL asks for more than is known of this lead: Is SAL"):
		accept(waiting(), AGREED, finds({Stage.SAL: None}), NOW)


def test_an_account_executive_takes_a_lead_as_it_is():
	decision = accept(waiting(Stage.SQL), AGREED, qualifies_for(), NOW)
	assert (decision.place.stage, decision.place.due_at, decision.closes_handover) == (Stage.SQL, None, True)


def test_there_is_nothing_to_answer_where_nothing_was_asked():
	for act in (
		lambda: accept(waiting(due_at=None), AGREED, finds(ALL_MET), NOW),
		lambda: refused(waiting(due_at=None)),
	):
		with pytest.raises(Refused, match="not being handed over"):
			act()


@pytest.mark.parametrize(
	("consequence", "stage"),
	[
		(Consequence.NURTURE, Stage.NURTURE),
		(Consequence.DISQUALIFY, Stage.DISQUALIFIED),
		(Consequence.DUPLICATE, Stage.DISQUALIFIED),
		(Consequence.BAD_DATA, Stage.RAW),
	],
)
def test_a_refused_lead_goes_where_its_reason_says(consequence, stage):
	decision = refused(consequence=consequence)
	(step,) = decision.steps
	assert (step.act, step.before, step.after, step.reason) == (Act.REFUSED, Stage.MQL, stage, "Not Ready")
	assert step.evidence["consequence"] == consequence.value
	assert (decision.place.stage, decision.place.due_at, decision.closes_handover) == (stage, None, True)


def test_one_of_another_territory_is_handed_over_anew():
	decision = refused(consequence=Consequence.WRONG_TERRITORY)
	assert [step.act for step in decision.steps] == [Act.REFUSED, Act.HANDED_OVER]
	assert decision.closes_handover
	assert decision.opens_handover
	assert decision.place.stage is Stage.MQL


@pytest.mark.parametrize("consequence", [Consequence.WRONG_TERRITORY, Consequence.BAD_DATA])
def test_an_account_executive_who_refuses_leaves_the_lead_with_its_sdr(consequence):
	decision = refused(waiting(Stage.SQL), consequence)
	assert (decision.place.stage, decision.place.due_at, decision.opens_handover) == (Stage.SQL, None, False)


def test_a_refusal_says_why_and_may_say_more():
	with pytest.raises(Refused, match="Say why"):
		refused(reason="  ")
	assert refused(note="They laughed").steps[0].evidence["note"] == "They laughed"


def test_the_day_to_look_again_is_yet_to_come():
	assert refused(revisit_on=TOMORROW).place.revisit_on == TOMORROW
	with pytest.raises(Refused, match="not in the future"):
		refused(revisit_on=NOW.date())


def test_what_still_holds_does_not_bring_the_lead_back():
	assert refused().place.proposed is Stage.MQL
	assert refused(judge=qualifies_for(Stage.LEAD)).place.proposed is None
	assert refused(consequence=Consequence.BAD_DATA).place.proposed is Stage.LEAD


@pytest.mark.parametrize("stage", [Stage.NURTURE, Stage.DISQUALIFIED, Stage.RAW])
def test_marketing_contests_a_refusal(stage):
	place = waiting(stage, due_at=None)
	decision = contest(place, AGREED, NOW, reason="They fit", refused_in=1)
	assert [(step.act, step.after) for step in decision.steps] == [
		(Act.CONTESTED, Stage.MQL),
		(Act.HANDED_OVER, Stage.MQL),
	]
	assert (decision.place.stage, decision.place.cycle, decision.opens_handover) == (Stage.MQL, 1, True)


@pytest.mark.parametrize(
	("place", "says"),
	[
		(waiting(), "waits for an acceptance already"),
		(waiting(Stage.SAL, due_at=None), "has moved on"),
		(waiting(Stage.NURTURE, due_at=None, cycle=2), "has moved on"),
	],
)
def test_what_there_is_nothing_to_contest_about(place, says):
	with pytest.raises(Refused, match=says):
		contest(place, AGREED, NOW, reason="x", refused_in=1)


@pytest.mark.parametrize("stage", [Stage.SAL, Stage.SQL, Stage.OPPORTUNITY])
def test_an_sdr_hands_on_what_sales_has_accepted(stage):
	decision = hand_over(waiting(stage, due_at=None), AGREED, NOW)
	assert decision.opens_handover
	assert decision.place.due_at == NOW + timedelta(hours=8)
	assert decision.place.stage is stage


@pytest.mark.parametrize(
	("place", "says"),
	[
		(waiting(Stage.MQL, due_at=None), "Only a lead that sales has accepted"),
		(Place(), "This one is Raw"),
		(waiting(Stage.SAL), "being handed over already"),
		(waiting(Stage.SAL, due_at=None, cycle=0), "placed as history"),
	],
)
def test_what_nobody_hands_on(place, says):
	with pytest.raises(Refused, match=says):
		hand_over(place, AGREED, NOW)


def test_what_lapses_stays_open():
	decision = lapse(waiting(), NOW)
	assert decision.place == waiting()
	assert [step.act for step in decision.steps] == [Act.LAPSED]
	assert not decision.closes_handover


def test_nothing_is_done_with_a_lead_that_takes_no_part():
	needs_part(Circumstances())
	with pytest.raises(Refused, match="disabled or not to be contacted"):
		needs_part(Circumstances(takes_part=False))
