"""A lead that was put aside and comes back may go to another owner: once, when it is ready for one again."""

from dataclasses import replace

import pytest

from lead_intelligence.core.evaluation import begins_again
from lead_intelligence.core.qualification.place import Act, Circumstances, Decision, Place, Step
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.routing.compiled_policy import CompiledRouting, RoutingPolicies
from lead_intelligence.core.routing.policy import RoutingPolicy
from tests.builders import CATALOGUE, NOW, a_lead, when

OWNED = Circumstances()


def routing(first_stage=Stage.MQL, condition=None) -> RoutingPolicies:
	policy = RoutingPolicy(title="Sales", version="v1", first_stage=first_stage, condition=condition)
	return RoutingPolicies([CompiledRouting(policy, CATALOGUE)], None, CATALOGUE)


def comes(before: Stage, after: Stage, cycle: int = 2, circumstances=OWNED, policies=None) -> bool:
	step = Step(act=Act.MOVED, before=before, after=after, at=NOW, cycle=cycle)
	decision = Decision(place=Place(stage=after, cycle=cycle), steps=(step,))
	place = Place(stage=before, cycle=cycle)
	return begins_again(a_lead(), None, policies or routing(), place, decision, circumstances, NOW)


@pytest.mark.parametrize(
	("before", "after", "begins"),
	[
		(Stage.NURTURE, Stage.MQL, True),
		(Stage.DISQUALIFIED, Stage.MQL, True),
		(Stage.NURTURE, Stage.SAL, True),
		(Stage.NURTURE, Stage.LEAD, False),
		(Stage.LEAD, Stage.MQL, True),
		(Stage.MQL, Stage.SAL, False),
		(Stage.MQL, Stage.NURTURE, False),
	],
)
def test_when_it_is_ready_for_an_owner_again(before, after, begins):
	assert comes(before, after) is begins


def test_where_leads_get_their_owner_at_once_it_is_when_it_comes_back():
	assert comes(Stage.NURTURE, Stage.LEAD, policies=routing(None))


@pytest.mark.parametrize("cycle", [0, 1])
def test_in_its_first_cycle_no_lead_has_been_away(cycle):
	assert not comes(Stage.LEAD, Stage.MQL, cycle)


@pytest.mark.parametrize(
	"otherwise", [{"is_unowned": True}, {"takes_part": False}, {"has_ended": True}], ids=str
)
def test_who_has_no_owner_or_takes_no_part_does_not_begin_again(otherwise):
	assert not comes(Stage.NURTURE, Stage.MQL, circumstances=replace(OWNED, **otherwise))


def test_a_lead_that_no_policy_is_for_keeps_its_owner():
	assert not comes(Stage.NURTURE, Stage.MQL, policies=routing(condition=when("job_title", "is", "CEO")))


def test_without_a_decision_nothing_begins():
	place = Place(stage=Stage.MQL, cycle=2)
	for decision in (None, Decision(place=place)):
		assert not begins_again(a_lead(), None, routing(), place, decision, OWNED, NOW)
