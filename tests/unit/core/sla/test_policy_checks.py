"""What is wrong with a response policy, and what does not fit its surroundings."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.rules.conditions import Comparison
from lead_intelligence.core.sla.policy import (
	Action,
	EscalationStep,
	Offset,
	SlaPolicy,
	StagnationLimit,
	Targets,
)
from lead_intelligence.core.sla.policy_surroundings import Surroundings, obstacles_of, warnings_of
from lead_intelligence.core.sla.policy_validation import gaps_of, mistakes_in
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.values import Kind

CATALOGUE = FieldCatalogue((Field(name="city", label="City", kind=Kind.TEXT),))
PARIS = Comparison(field="city", operator="is", value="Paris")
ALL_IS_WELL = Surroundings(grades=("A", "B"))


def a_policy(*targets: Targets, **fields) -> SlaPolicy:
	return SlaPolicy(
		title="Standard", targets=targets or (Targets(first_response=timedelta(minutes=15)),), **fields
	)


def a_step(action=Action.NOTIFY_OWNER, *, share=None, minutes=None, **more) -> EscalationStep:
	share = 0.5 if share is None and minutes is None else share
	return EscalationStep(offset=Offset(share=share, minutes=minutes), action=action, **more)


def mistakes(policy: SlaPolicy) -> list[str]:
	return [problem.text() for problem in mistakes_in(policy, CATALOGUE)]


def warnings(policy: SlaPolicy, **around) -> list[str]:
	return [problem.text() for problem in warnings_of(policy, replace(ALL_IS_WELL, **around))]


def obstacles(policy: SlaPolicy, **around) -> list[str]:
	return [problem.text() for problem in obstacles_of(policy, replace(ALL_IS_WELL, **around))]


def only(found: list[str], *says: str) -> None:
	assert len(found) == 1
	assert all(part in found[0] for part in says), found[0]


def test_a_sound_policy_has_no_mistake_gap_obstacle_or_warning():
	policy = a_policy(
		Targets(grade="A", first_response=timedelta(minutes=15)),
		Targets(first_response=timedelta(hours=4), acceptance=timedelta(hours=2)),
		condition=PARIS,
		pause=PARIS,
		steps=(a_step(), a_step(share=1.0), a_step(minutes=240.0), a_step(Action.RAISE_PRIORITY)),
		stagnation=(StagnationLimit(stage=Stage.MQL, working_days=3),),
	)
	assert mistakes(policy) == warnings(policy) == obstacles(policy) == []
	assert gaps_of(policy) == ()


@pytest.mark.parametrize("priority", [0, -1, 1001, 10**300])
def test_priorities_go_from_1_to_1000(priority):
	only(mistakes(a_policy(priority=priority)), "'Priority' is", "from 1, which comes first, to 1000")


def test_conditions_that_fit_no_lead_name_their_section():
	gone = Comparison(field="gone", operator="is set")
	assert [one.split(":")[0] for one in mistakes(a_policy(condition=gone, pause=gone))] == [
		"For Which Leads",
		"Pauses",
	]


def test_of_each_grade_there_is_one_row():
	row = Targets(grade="a", first_response=timedelta(minutes=1))
	only(mistakes(a_policy(replace(row, grade="A"), row)), "Targets, row 2", "in row 1 already")
	only(
		mistakes(a_policy(replace(row, grade=None), replace(row, grade=None))), "for all other grades already"
	)


@pytest.mark.parametrize("hours", [-1, 1000.01, 1e9])
def test_targets_are_more_than_nothing_and_at_most_1000_hours(hours):
	only(mistakes(a_policy(Targets(next_touch=timedelta(hours=hours)))), "Targets, row 1", "'Next Touch'")


@pytest.mark.parametrize("offset", [{"share": 0.0}, {"share": -0.5}, {"share": 10.01}, {"share": 1e7}])
def test_shares_of_the_target_go_up_to_ten_times(offset):
	only(mistakes(a_policy(steps=(a_step(**offset),))), "Escalation Steps, row 1", "at most 1000 per cent")


@pytest.mark.parametrize("minutes", [525_601.0, -525_601.0, 1e9])
def test_minutes_go_up_to_a_year(minutes):
	only(mistakes(a_policy(steps=(a_step(minutes=minutes),))), "at most 525600 minutes")


@pytest.mark.parametrize(
	("action", "says"),
	[
		(Action.NOTIFY_ROLE, "needs a role"),
		(Action.REASSIGN, "needs a user"),
		(Action.CALL_WEBHOOK, "needs a webhook"),
	],
)
def test_a_step_says_whom_it_is_about(action, says):
	only(mistakes(a_policy(steps=(a_step(action),))), "Escalation Steps, row 1", says)


def test_the_same_step_twice_is_refused_where_it_would_be_done_once():
	first, second = a_step(purpose=Purpose.FIRST_RESPONSE), a_step(purpose=Purpose.NEXT_TOUCH)
	assert mistakes(a_policy(steps=(first, second))) == []
	only(mistakes(a_policy(steps=(first, second, first))), "row 3", "the same as that of row 1")
	only(mistakes(a_policy(steps=(second, a_step(by_email=True)))), "row 2", "the same as that of row 1")


def test_there_are_at_most_50_steps():
	steps = tuple(a_step(minutes=float(number)) for number in range(1, 52))
	only(mistakes(a_policy(steps=steps)), "51 escalation steps")


def test_each_stage_has_one_limit_of_1_to_365_days():
	limits = [StagnationLimit(stage=Stage.MQL, working_days=days) for days in (3, 5)]
	only(mistakes(a_policy(stagnation=tuple(limits))), "Stagnation Limits, row 2", "in row 1 already")
	for days in (0, -1, 366):
		limit = StagnationLimit(stage=Stage.MQL, working_days=days)
		only(mistakes(a_policy(stagnation=(limit,))), "from 1 to 365")


def test_a_policy_that_promises_nothing_does_not_go_live():
	only([problem.text() for problem in gaps_of(a_policy(Targets(grade="A")))], "promises nothing yet")
	limit = StagnationLimit(stage=Stage.MQL, working_days=3)
	assert gaps_of(a_policy(Targets(), stagnation=(limit,))) == ()


def test_an_empty_week_and_people_who_cannot_take_leads_keep_it_from_going_live():
	only(obstacles(a_policy(), calendar="Never", has_working_time=False), "'Never' has no working time")
	policy = a_policy(steps=(a_step(), a_step(Action.REASSIGN, user="x@y.example")))
	only(obstacles(policy, users_off=frozenset({"x@y.example"})), "Escalation Steps, row 2", "is disabled")
	only(obstacles(policy, users_without_leads=frozenset({"x@y.example"})), "row 2", "may not edit leads")
	assert obstacles(policy, users_off=frozenset({"somebody@else.example"})) == []


def test_grades_that_no_lead_has_are_warned_of():
	policy = a_policy(Targets(grade="Z", first_response=timedelta(minutes=1)), Targets(grade="A"))
	only(warnings(policy), "Targets, row 1", "no grade 'Z'", "A, B")
	only(warnings(policy, grades=None), "No scoring model is live")
	assert warnings(a_policy(), grades=None) == []


def test_the_same_priority_is_warned_of_with_the_order_that_follows():
	only(warnings(a_policy(), same_priority=("Hot",)), "'Hot' is tried before 'Standard'")
	only(warnings(a_policy(), same_priority=("VIP",)), "'Standard' is tried before 'VIP'")


def test_what_has_no_effect_is_warned_of():
	policy = a_policy(Targets(acceptance=timedelta(hours=8)), pause=PARIS)
	hint = warnings(policy, hands_over=False)
	assert len(hint) == 2
	assert "no live agreement of the company hands leads over" in hint[0]
	assert hint[1].startswith("Pauses: There is nothing to pause")


def test_roles_of_nobody_and_webhooks_that_are_off_are_warned_of():
	policy = a_policy(
		steps=(a_step(Action.NOTIFY_ROLE, role="Ghosts"), a_step(Action.CALL_WEBHOOK, webhook="Chat"))
	)
	found = warnings(policy, roles_of_nobody=frozenset({"Ghosts"}), webhooks_off=frozenset({"Chat"}))
	assert [one.split(":")[0] for one in found] == ["Escalation Steps, row 1", "Escalation Steps, row 2"]
	assert "Nobody has the role 'Ghosts'" in found[0]
	assert "'Chat' is disabled" in found[1]
