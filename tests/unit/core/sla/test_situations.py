"""What becomes of the clocks of a lead when its stage is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from lead_intelligence.core.evaluation import Policies, evaluate_lead
from lead_intelligence.core.history.journey import LeadState
from lead_intelligence.core.qualification.agreements import Agreements
from lead_intelligence.core.qualification.place import NOWHERE, Act, Circumstances, Decision, Place, Step
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.response_clock import Ending, Start, State
from lead_intelligence.core.sla.situations import situation_of, with_agreed_acceptance
from lead_intelligence.core.sla.terms import Terms
from tests.builders import a_lead, agreed, when
from tests.builders import asks as criterion
from tests.unit.core.sla.of_clocks import ACCEPTANCE, ANY_TIME, FIRST, NEXT, OFFICE_HOURS, asks, at, only

NOW = at("09:00")
ORDINARY, NEW = Circumstances(), Circumstances(is_new=True, created=at("08:50"))
BACK = Place(stage=Stage.NURTURE, cycle=1)


def moved(before, after, act=Act.MOVED, when=NOW):
	return Step(act=act, before=before, after=after, at=when, cycle=1)


def starts(place, decision, circumstances=ORDINARY):
	return [*situation_of(place, decision, None, circumstances, None, NOW).starts]


def decided(stage, *steps, cycle=1, **more):
	return Decision(place=Place(stage=stage, cycle=cycle), steps=steps, **more)


def test_a_lead_is_due_an_answer_from_when_it_was_made():
	decision = decided(Stage.RAW, moved(None, Stage.RAW))
	assert starts(NOWHERE, decision, NEW) == [(Start.CREATED, at("08:50"))]
	assert starts(NOWHERE, decision) == [(Start.CREATED, NOW)]


def test_and_from_when_it_became_an_mql_however_far_up_it_went():
	place, steps = Place(stage=Stage.LEAD, cycle=1), [moved(Stage.LEAD, Stage.SAL, when=at("08:45"))]
	assert starts(place, decided(Stage.SAL, *steps)) == [(Start.MQL, at("08:45"))]
	assert starts(Place(stage=Stage.SAL, cycle=1), decided(Stage.SQL, moved(Stage.SAL, Stage.SQL))) == []


def test_and_when_it_comes_back_or_is_released():
	back = decided(Stage.MQL, moved(Stage.NURTURE, Stage.MQL), cycle=2)
	assert starts(BACK, back) == [(Start.CAME_BACK, NOW), (Start.MQL, NOW)]
	released = decided(Stage.LEAD, moved(Stage.LEAD, Stage.LEAD, Act.RELEASED))
	assert starts(Place(stage=Stage.LEAD), released) == [(Start.RELEASED, NOW)]


def test_what_is_history_is_due_nothing():
	assert starts(NOWHERE, decided(Stage.MQL, moved(None, Stage.MQL), cycle=0)) == []


def test_without_an_agreement_only_a_lead_that_is_being_made_is_due_an_answer():
	assert starts(NOWHERE, None, NEW) == [(Start.CREATED, at("08:50"))]
	assert starts(NOWHERE, None) == []


def test_a_lead_that_no_agreement_is_for_any_more_stays_in_its_attempt():
	situation = situation_of(Place(stage=Stage.MQL, cycle=3), None, None, ORDINARY, None, NOW)
	assert (situation.cycle, situation.ending, situation.handover_ends) == (3, None, False)


@pytest.mark.parametrize(
	("circumstances", "ending"),
	[
		(Circumstances(has_records=True), Ending.CONVERTED),
		(Circumstances(has_records=True, takes_part=False), Ending.NOT_TO_BE_CONTACTED),
		(Circumstances(has_ended=True), Ending.ENDED),
		(ORDINARY, None),
	],
)
def test_nor_is_one_whose_status_says_that_it_is_over(circumstances, ending):
	assert situation_of(NOWHERE, None, None, circumstances, None, NOW).ending is ending


def test_the_time_that_a_policy_gives_for_acceptance_goes_before_the_agreement():
	due_at = NOW + timedelta(hours=8)
	decision = Decision(place=Place(stage=Stage.MQL, cycle=1, due_at=due_at), opens_handover=True)
	terms = asks(acceptance="1:00")
	assert with_agreed_acceptance(decision, terms, NOW).place.due_at == at("10:00")
	for other in (None, asks(first="1:00")):
		assert with_agreed_acceptance(decision, other, NOW) is decision
	kept_open = Decision(place=decision.place)
	assert with_agreed_acceptance(kept_open, terms, NOW) is kept_open


# The whole way, from a lead to its clocks.


@dataclass
class OnePolicy:
	"""For all leads, whatever they are."""

	asked: Terms | None
	since = None
	fields = tree_fields = change_fields = ()
	looks_at_touches = looks_at_answers = False

	def terms(self, lead, score, grade, stage, now):
		return self.asked


def evaluated(terms, lead, place=NOWHERE, circumstances=NEW, clocks=(), now=NOW, agreements=True):
	definition = agreed(
		criterion(Stage.LEAD, when("email_id", "is set")), criterion(Stage.MQL, when("job_title", "is set"))
	)
	policies = Policies(
		agreements=Agreements([definition]) if agreements else None, response=OnePolicy(terms)
	)
	return evaluate_lead(
		lead, policies, LeadState(), now, place=place, circumstances=circumstances, clocks=clocks
	)


READY = a_lead(company="Atelier", email_id="a@example.com", job_title="CTO")


def test_an_mql_has_its_clocks_as_soon_as_it_comes():
	evaluation = evaluated(asks(first="1:00", acceptance="4:00"), READY)
	assert only(evaluation.clocks.open).due_at == at("10:00")
	accepting = only(evaluation.clocks.open, ACCEPTANCE)
	assert accepting.due_at == evaluation.decision.place.due_at == at("14:00")
	assert "Clock started" in [getattr(one, "event", None) for one in evaluation.entries]


@pytest.mark.parametrize("asked", [None, asks(first="1:00"), asks(acceptance="1:00", hours=ANY_TIME)])
def test_acceptance_is_due_when_the_hand_over_is(asked):
	evaluation = evaluated(asked, READY)
	accepting = only(evaluation.clocks.open, ACCEPTANCE)
	assert accepting.due_at == evaluation.decision.place.due_at
	assert accepting.next_step_at == accepting.due_at


def test_a_lead_that_is_not_to_be_contacted_any_more_has_none():
	first = evaluated(asks(first="1:00"), READY)
	out = Circumstances(takes_part=False)
	then = evaluated(
		asks(first="1:00"), READY, first.decision.place, out, first.clocks.open, at("09:10")
	).clocks
	assert not then.open
	assert {one.purpose: one.closed_because for one in then.changed} == {
		FIRST: Ending.NOT_TO_BE_CONTACTED,
		ACCEPTANCE: Ending.WITHDRAWN,
	}
	assert {one.outcome for one in then.changed} == {State.NOT_APPLICABLE}


def test_to_evaluate_again_changes_no_clock():
	terms = asks(first="1:00", next="8:00")
	first = evaluated(terms, READY)
	again = evaluated(terms, READY, first.decision.place, ORDINARY, first.clocks.open, at("09:30"))
	assert (again.clocks.open, again.clocks.changed) == (first.clocks.open, ())
	assert {one.purpose for one in again.clocks.open} == {FIRST, ACCEPTANCE}
	assert NEXT not in {one.purpose for one in again.clocks.open}


def test_a_lead_without_agreement_or_score_has_its_clock():
	evaluation = evaluated(asks(first="1:00"), READY, agreements=False)
	assert (only(evaluation.clocks.open).due_at, evaluation.decision) == (at("10:00"), None)
	assert only(evaluation.clocks.open).calendar == OFFICE_HOURS.calendar
