"""Which policy is for a lead, what it asks, and what the policies of a company look at together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.evaluation import Policies
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.policy import Begin, Targets
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.snapshot.values import UNKNOWN
from tests.builders import NOW, a_lead, a_rule, all_of, any_of, scored, touched, when
from tests.unit.core.sla.policies import HOUR, QUARTER, a_step, compiled, live, titles

IS_CEO = when("job_title", "is", "CEO")
CEO = a_lead(job_title="CEO")
CLERK = a_lead(job_title="Clerk")


def chosen(policies, lead, score=None, grade=None, stage=None):
	terms = policies.terms(lead, score, grade, stage, NOW)
	return terms and terms.policy


def test_a_policy_without_condition_is_for_every_lead():
	assert compiled().matches(a_lead(), NOW) is True
	assert chosen(live(compiled()), a_lead()) == "Standard v1"


def test_the_first_that_matches_by_priority_applies():
	policies = live(
		compiled("Rest", priority=20),
		compiled("Heads", priority=1, condition=IS_CEO),
		compiled("Later heads", priority=2, condition=IS_CEO),
	)
	assert chosen(policies, CEO) == "Heads v1"
	assert chosen(policies, CLERK) == "Rest v1"


def test_none_applies_where_none_matches():
	assert chosen(live(compiled(condition=IS_CEO)), CLERK) is None
	assert chosen(live(), CEO) is None


def test_what_cannot_be_said_does_not_match():
	policy = compiled(condition=IS_CEO)
	assert policy.matches(a_lead(), NOW) is None
	assert chosen(live(policy), a_lead()) is None


@given(
	st.lists(
		st.tuples(st.integers(1, 3), st.sampled_from(["a", "B", "c", "D"]), st.booleans()),
		max_size=6,
		unique_by=lambda row: row[1],
	)
)
def test_the_order_is_by_priority_and_then_by_title_and_the_first_match_wins(rows):
	made = [compiled(title, priority=place, condition=None if yes else IS_CEO) for place, title, yes in rows]
	policies = live(*made)
	expected = sorted(rows, key=lambda row: (row[0], row[1].casefold()))
	assert titles(policies.policies) == [title for _, title, _ in expected]
	winner = next((f"{title} v1" for _, title, yes in expected if yes), None)
	assert chosen(policies, CLERK) == winner
	considered = policies.considered(policies.add_facts(CLERK, None, None), NOW)
	assert [one.verdict for one in considered[:-1]] == [False] * (len(considered) - 1 if considered else 0)
	assert [one.verdict for one in considered].count(True) == int(winner is not None)


def test_it_is_said_what_was_tried_until_the_winner_and_what_was_seen():
	policies = live(
		compiled("Heads", priority=1, condition=IS_CEO),
		compiled("Rest", priority=2),
		compiled("Never tried", priority=3),
	)
	first, second = policies.considered(policies.add_facts(CLERK, None, None), NOW)
	assert (first.verdict, first.seen) == (False, (("job_title", "Clerk"),))
	assert (second.policy.policy.title, second.verdict, second.seen) == ("Rest", True, ())
	(unknown, _) = policies.considered(a_lead(), NOW)
	assert (unknown.verdict, unknown.seen) == (None, (("job_title", UNKNOWN),))


def test_a_condition_on_a_field_that_is_gone_is_for_no_lead_and_is_reported():
	gone = when("shoe_size", "is at least", 40)
	policy = compiled(condition=any_of(gone, IS_CEO))
	assert policy.matches(CEO, NOW) is None
	assert chosen(live(policy, compiled("Rest", priority=99)), CEO) == "Rest v1"
	(problem,) = policy.problems
	assert problem.text().startswith("For Which Leads: ")
	assert "shoe_size" in problem.text()
	# A change of the field, should it come back, is noticed.
	assert set(policy.names) == {"shoe_size", "job_title"}


def test_a_broken_pause_never_pauses_and_is_reported():
	policy = compiled(pause=when("shoe_size", "is", 40))
	assert not policy.terms(CEO, None, NOW, None).is_paused
	assert policy.problems[0].text().startswith("Pauses: ")


def test_a_lead_is_paused_while_the_condition_holds_and_only_then():
	policy = compiled(pause=when("job_title", "is", "CEO"))
	assert policy.terms(CEO, None, NOW, None).is_paused
	assert not policy.terms(CLERK, None, NOW, None).is_paused
	assert not policy.terms(a_lead(), None, NOW, None).is_paused


BY_GRADE = (
	Targets(grade="A", first_response=QUARTER, next_touch=HOUR),
	Targets(grade="D"),
	Targets(first_response=HOUR, acceptance=2 * HOUR),
)


@pytest.mark.parametrize(
	("grade", "expected"),
	[
		("A", {Purpose.FIRST_RESPONSE: QUARTER, Purpose.NEXT_TOUCH: HOUR}),
		("B", {Purpose.FIRST_RESPONSE: HOUR, Purpose.ACCEPTANCE: 2 * HOUR}),
		(None, {Purpose.FIRST_RESPONSE: HOUR, Purpose.ACCEPTANCE: 2 * HOUR}),
		("D", {}),
	],
)
def test_a_grade_has_its_own_targets_and_all_others_the_blank_row(grade, expected):
	assert compiled(targets=BY_GRADE).terms(CEO, grade, NOW, None).targets == expected


def test_a_grade_without_row_has_no_target_where_no_row_is_blank():
	assert compiled(targets=BY_GRADE[:2]).terms(CEO, "B", NOW, None).targets == {}


def test_the_terms_say_all_that_the_policy_says():
	steps = (a_step(0.5), a_step(1.0, purpose=Purpose.ACCEPTANCE))
	terms = compiled(begins=Begin.MQL, again_on_hot_touch=False, steps=steps).terms(CEO, "A", NOW, None)
	assert (terms.begins, terms.again_on_hot_touch, terms.grade) == (Begin.MQL, False, "A")
	assert terms.steps_for(Purpose.ACCEPTANCE) == steps
	assert terms.steps_for(Purpose.NEXT_TOUCH) == steps[:1]


def test_conditions_look_at_grade_stage_and_source():
	asked = all_of(
		when("li:grade", "is", "Warm"),
		when("li:stage", "is", "MQL"),
		when("li:origin", "is", "Event"),
		when("li:source_signal", "is", "Intent"),
	)
	policies = live(compiled(condition=asked), origin_of=lambda _lead: ("Event", "Intent"))
	score = scored(CEO, a_rule(IS_CEO, 25))
	assert chosen(policies, CEO, score, "Warm", Stage.MQL) == "Standard v1"
	assert chosen(policies, CEO, score, "Warm", Stage.LEAD) is None
	assert chosen(policies, CEO, None, None, Stage.MQL) is None
	seen = dict(policies.considered(policies.add_facts(CEO, score, Stage.MQL), NOW)[0].seen)
	assert (seen["li:grade"], seen["li:stage"], seen["li:origin"]) == ("Warm", "MQL", "Event")


def test_a_territory_matches_with_all_below_it():
	policies = live(compiled(condition=when("territory", "is within", "France")))
	assert (
		chosen(policies, a_lead(territory="Lyon", within={"territory": ["Lyon", "France"]})) == "Standard v1"
	)
	assert chosen(policies, a_lead(territory="Lima", within={"territory": ["Lima", "Peru"]})) is None
	assert policies.tree_fields == ("territory",)


def test_the_policies_of_a_company_look_at_what_each_of_them_does():
	policies = live(
		compiled("A", condition=when("li:origin", "is", "Event")),
		compiled("B", condition=when("li:answer:BANT:Budget", "is", "Confirmed")),
		compiled("C", pause=when("li:touches:<intent>", "is at least", 1)),
	)
	assert {"territory", "source"} <= set(policies.fields)
	assert not any(name.startswith("li:") for name in policies.fields)
	assert policies.looks_at_touches
	assert policies.looks_at_answers
	plain = live(compiled())
	assert "territory" in plain.fields
	assert not plain.looks_at_touches
	assert not plain.looks_at_answers


def test_a_touch_counts_in_a_condition():
	policies = live(compiled(condition=when("li:touches:<intent>", "is at least", 1)))
	asked = a_lead(touches=touched("Demo Request", 2, signal="Intent"))
	assert (chosen(policies, asked), chosen(policies, a_lead())) == ("Standard v1", None)


def test_a_site_with_a_policy_alone_decides_something():
	alone = Policies(response=live(compiled(condition=IS_CEO)))
	assert alone.decide_something
	assert {"job_title", "territory"} <= set(alone.fields)
	assert not Policies().decide_something


def test_since_is_when_the_first_went_live():
	assert live(compiled(), since=NOW - timedelta(days=1)).since == NOW - timedelta(days=1)
