"""What people do with a lead: move it up, put it aside, bring it back, and release it from history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.acts import bring_back, move_up, put_aside, release
from lead_intelligence.core.qualification.place import Act, Place
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import NOW, agreed
from tests.unit.core.qualification.found import ALL_MET, finds, qualifies_for

AGREED = agreed()


def at(stage, **more):
	return Place(stage=stage, **{"since": NOW, "cycle": 1, "definition": "Agreement v1", **more})


def up(place, to, judge=None, definition=AGREED, **more):
	return move_up(place, definition, judge or finds(ALL_MET), NOW, to=to, **more)


def test_into_the_next_stage_when_its_criteria_are_met():
	decision = up(at(Stage.SAL), Stage.SQL)
	(step,) = decision.steps
	assert (step.act, step.before, step.after) == (Act.MOVED, Stage.SAL, Stage.SQL)
	assert step.evidence == {"met": ["Is SQL"]}
	assert decision.place.stage is Stage.SQL


@pytest.mark.parametrize(
	("place", "to", "judge", "says"),
	[
		(at(Stage.SAL), Stage.SQL, qualifies_for(), "SQL asks for more"),
		(at(Stage.RAW), Stage.MQL, None, "Lead comes before MQL"),
		(at(Stage.MQL), Stage.SAL, None, "Accept it instead"),
		(at(Stage.SQL), Stage.MQL, None, "cannot be moved up to MQL"),
		(at(Stage.SQL), Stage.OPPORTUNITY, None, "cannot be moved up to Opportunity"),
		(at(Stage.NURTURE), Stage.LEAD, None, "Bring it back first"),
		(at(Stage.CUSTOMER), Stage.SQL, None, "cannot be moved up"),
	],
)
def test_and_not_otherwise(place, to, judge, says):
	with pytest.raises(Refused, match=says):
		up(place, to, judge)


def test_who_may_override_says_why_and_it_is_told_what_was_passed_over():
	with pytest.raises(Refused, match="Say why"):
		up(at(Stage.RAW), Stage.SQL, overrides=True)
	decision = up(at(Stage.RAW), Stage.SQL, qualifies_for(), overrides=True, reason="I know them")
	(step,) = decision.steps
	assert step.reason == "I know them"
	assert step.evidence == {
		"met": [],
		"missing": ["Is SQL"],
		"overridden": True,
		"skipped": ["Lead", "MQL", "SAL"],
	}


def test_what_waits_for_sales_waits_no_more_when_it_is_moved_up():
	decision = up(at(Stage.MQL, due_at=NOW), Stage.SQL, overrides=True, reason="x")
	assert (decision.closes_handover, decision.place.due_at) == (True, None)


def test_a_lead_that_is_taken_up_goes_on_by_itself_and_is_handed_over():
	definition = agreed(by_itself=[Stage.MQL])
	decision = up(at(Stage.RAW, proposed=Stage.LEAD), Stage.LEAD, definition=definition)
	assert [(step.act, step.after) for step in decision.steps] == [
		(Act.MOVED, Stage.LEAD),
		(Act.MOVED, Stage.MQL),
		(Act.HANDED_OVER, Stage.MQL),
	]
	assert decision.opens_handover


def aside(place, to=Stage.NURTURE, judge=None, **more):
	return put_aside(place, AGREED, judge or finds(ALL_MET), NOW, to=to, **{"reason": "Later", **more})


def test_a_lead_is_put_aside_from_wherever_it_is():
	day = NOW.date() + timedelta(days=30)
	decision = aside(at(Stage.MQL, due_at=NOW), revisit_on=day)
	(step,) = decision.steps
	assert (step.before, step.after, step.reason) == (Stage.MQL, Stage.NURTURE, "Later")
	assert step.evidence == {"revisit_on": day.isoformat()}
	assert (decision.place.revisit_on, decision.place.due_at) == (day, None)
	assert decision.closes_handover
	assert aside(at(Stage.NURTURE), Stage.DISQUALIFIED).place.stage is Stage.DISQUALIFIED


@pytest.mark.parametrize(
	("place", "more", "says"),
	[
		(at(Stage.CUSTOMER), {}, "a customer already"),
		(at(Stage.NURTURE), {}, "is Nurture already"),
		(at(Stage.RAW), {"reason": None}, "Say why"),
		(at(Stage.RAW), {"revisit_on": NOW.date()}, "not in the future"),
	],
)
def test_and_not_for_nothing(place, more, says):
	with pytest.raises(Refused, match=says):
		aside(place, **more)


def test_a_lead_that_is_brought_back_begins_a_cycle_as_far_up_as_it_qualifies():
	for judge, reached in (
		(finds(ALL_MET), Stage.MQL),
		(qualifies_for(Stage.LEAD), Stage.LEAD),
		(qualifies_for(Stage.MQL), Stage.RAW),
	):
		decision = bring_back(at(Stage.DISQUALIFIED), AGREED, judge, NOW, reason="They called")
		assert (decision.place.stage, decision.place.cycle) == (reached, 2)
		assert decision.opens_handover is (reached is Stage.MQL)
		assert (decision.steps[0].before, decision.steps[0].after) == (Stage.DISQUALIFIED, reached)


def test_only_what_was_put_aside_comes_back():
	with pytest.raises(Refused, match="Only leads in Nurture or Disqualified"):
		bring_back(at(Stage.LEAD), AGREED, finds(ALL_MET), NOW, reason="x")
	with pytest.raises(Refused, match="Say why"):
		bring_back(at(Stage.NURTURE), AGREED, finds(ALL_MET), NOW, reason="")


def test_history_that_is_released_is_handed_over_if_it_is_an_mql():
	decision = release(at(Stage.MQL, cycle=0), AGREED, NOW)
	assert [step.act for step in decision.steps] == [Act.RELEASED, Act.HANDED_OVER]
	assert (decision.place.cycle, decision.opens_handover) == (1, True)
	quiet = release(at(Stage.LEAD, cycle=0), AGREED, NOW)
	assert ([step.act for step in quiet.steps], quiet.opens_handover) == ([Act.RELEASED], False)


def test_what_is_no_history_is_not_released():
	for place in (at(Stage.MQL), replace(at(Stage.MQL), stage=None, cycle=0)):
		assert release(place, AGREED, NOW).steps == ()
