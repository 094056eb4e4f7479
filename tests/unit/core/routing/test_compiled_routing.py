"""Which policy is for a lead, which of its rules wins, why the others did not, and from when on a lead gets an owner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.routing.compiled_policy import CompiledRouting, RoutingPolicies
from lead_intelligence.core.snapshot.values import UNKNOWN
from tests.builders import NOW, a_lead, all_of, any_of, touched, when
from tests.unit.core.routing.policies import GONE, IS_CEO, a_policy, a_rule
from tests.unit.core.sla.policies import CATALOGUE

CEO, CLERK = a_lead(job_title="CEO"), a_lead(job_title="Clerk")


def compiled(*rules, **more) -> CompiledRouting:
	return CompiledRouting(a_policy(*rules, **more), CATALOGUE)


def live(*policies: CompiledRouting, **more) -> RoutingPolicies:
	return RoutingPolicies(policies, None, CATALOGUE, **more)


def won(policy: CompiledRouting, lead) -> str | None:
	rule = policy.rule_for(lead, NOW)
	return rule and rule.title


# -- rules --------------------------------------------------------------------------------------------------------------------


def test_the_first_rule_whose_condition_holds_wins():
	policy = compiled(a_rule(IS_CEO, title="Heads"), a_rule(title="Rest"), a_rule(title="Never"))
	assert (won(policy, CEO), won(policy, CLERK), won(policy, a_lead())) == ("Heads", "Rest", "Rest")
	assert won(compiled(a_rule(IS_CEO)), CLERK) is None


def test_a_rule_that_is_disabled_is_not_tried():
	policy = compiled(a_rule(IS_CEO, title="Heads", is_disabled=True), a_rule(title="Rest"))
	assert won(policy, CEO) == "Rest"
	assert [one.rule.title for one in policy.considered(CEO, NOW)] == ["Rest"]


def test_it_is_said_which_rules_were_tried_and_what_was_seen():
	policy = compiled(a_rule(IS_CEO, title="Heads"), a_rule(title="Rest"), a_rule(title="Never"))
	first, second = policy.considered(CLERK, NOW)
	assert (first.rule.row, first.verdict, first.seen) == (1, False, (("job_title", "Clerk"),))
	assert (second.rule.row, second.verdict, second.seen) == (2, True, ())
	(unknown, _) = policy.considered(a_lead(), NOW)
	assert (unknown.verdict, unknown.seen) == (None, (("job_title", UNKNOWN),))


def test_a_rule_on_a_field_that_is_gone_is_for_no_lead_and_is_reported():
	policy = compiled(a_rule(any_of(GONE, IS_CEO), title="Gone"), a_rule(title="Rest"), condition=GONE)
	assert won(policy, CEO) == "Rest"
	(first, _) = policy.considered(CEO, NOW)
	assert first.verdict is None
	assert "shoe_size" in first.problem.text()
	assert [problem.text().split(": There")[0] for problem in policy.problems] == [
		"For Which Leads",
		"Rules, row 1",
	]


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([None, IS_CEO, GONE])), max_size=6))
def test_what_is_considered_ends_with_the_rule_that_wins(rows):
	policy = compiled(*(a_rule(condition, is_disabled=off) for off, condition in rows))
	for lead in (CEO, CLERK, a_lead()):
		winner, considered = policy.rule_for(lead, NOW), policy.considered(lead, NOW)
		assert [one.rule for one in considered if one.verdict] == ([winner] if winner else [])
		assert not winner or considered[-1].rule == winner
		assert not any(one.rule.is_disabled for one in considered)


# -- policies -----------------------------------------------------------------------------------------------------------------


def titles(policies: RoutingPolicies) -> list[str]:
	return [one.policy.title for one in policies.policies]


def test_policies_are_tried_by_priority_and_then_by_title():
	policies = live(
		compiled(title="b", priority=2),
		compiled(title="Rest", priority=9),
		compiled(title="A", priority=2),
		compiled(title="Heads", priority=1, condition=IS_CEO),
	)
	assert titles(policies) == ["Heads", "A", "b", "Rest"]
	assert policies.policy_for(CEO, NOW).policy.title == "Heads"
	assert policies.policy_for(CLERK, NOW).policy.title == "A"
	assert [(one.policy.policy.title, one.verdict) for one in policies.considered(CLERK, NOW)] == [
		("Heads", False),
		("A", True),
	]


def test_where_none_is_for_a_lead_none_applies():
	policies = live(compiled(title="Heads", condition=IS_CEO))
	assert policies.policy_for(CLERK, NOW) is None
	assert live().policy_for(CEO, NOW) is None


@pytest.mark.parametrize(
	("first", "reached"),
	[
		(None, {None, Stage.RAW, Stage.LEAD, Stage.MQL, Stage.SAL, Stage.SQL, Stage.OPPORTUNITY, Stage.CUSTOMER}),
		(Stage.MQL, {None, Stage.MQL, Stage.SAL, Stage.SQL, Stage.OPPORTUNITY, Stage.CUSTOMER}),
		(Stage.SQL, {None, Stage.SQL, Stage.OPPORTUNITY, Stage.CUSTOMER}),
	],
)  # fmt: skip
def test_from_its_first_stage_on_a_lead_gets_an_owner_and_beside_the_ladder_none(first, reached):
	policy = compiled(first_stage=first)
	assert {stage for stage in (None, *Stage) if policy.is_reached(stage)} == reached


def test_a_lead_wants_an_owner_as_soon_as_its_policy_says():
	policies = live(
		compiled(title="Heads", priority=1, condition=IS_CEO),
		compiled(title="Rest", first_stage=Stage.MQL),
	)
	assert policies.wants_owner(CEO, None, Stage.LEAD, NOW)
	assert not policies.wants_owner(CLERK, None, Stage.LEAD, NOW)
	assert policies.wants_owner(CLERK, None, Stage.MQL, NOW)
	assert policies.wants_owner(CLERK, None, None, NOW)
	assert not policies.wants_owner(CEO, None, Stage.NURTURE, NOW)


def test_a_lead_that_no_policy_is_for_is_not_forgotten():
	policies = live(compiled(condition=IS_CEO, first_stage=Stage.MQL))
	assert policies.wants_owner(CLERK, None, Stage.MQL, NOW)
	assert not policies.wants_owner(CLERK, None, Stage.LEAD, NOW)


def test_what_decides_whether_an_owner_is_due_is_less_than_what_decides_who():
	policies = live(
		compiled(
			a_rule(all_of(when("territory", "is within", ["France"]), when("visits", "is at least", 1))),
			a_rule(when("job_title", "changed in the last N days", 3)),
			condition=IS_CEO,
		)
	)
	assert policies.fields == ("job_title",)
	assert (policies.tree_fields, policies.change_fields) == ((), ())
	assert policies.to_choose.fields == ("job_title", "territory", "visits")
	assert policies.to_choose.tree_fields == ("territory",)
	assert policies.to_choose.change_fields == ("job_title",)


def test_what_was_done_and_the_stage_can_be_looked_at():
	rule = a_rule(
		all_of(when("li:touches:Demo Request", "is at least", 2), when("li:stage", "is", "MQL")), title="Demo"
	)
	policies = live(compiled(rule))
	assert not policies.looks_at_touches
	assert policies.to_choose.looks_at_touches
	lead = policies.with_facts(a_lead(touches=touched("Demo Request", 1, 2)), None, Stage.MQL)
	assert won(policies.policies[0], lead) == "Demo"
	other = policies.with_facts(a_lead(touches=touched("Demo Request", 1, 2)), None, Stage.SAL)
	assert won(policies.policies[0], other) is None


def test_origin_is_read_from_the_source_of_the_lead():
	asked = when("li:origin", "is", "Event")
	policies = live(compiled(condition=asked), origin_of=lambda lead: ("Event", None))
	assert "source" in policies.fields
	assert policies.wants_owner(a_lead(source="Fair"), None, None, NOW)
	assert policies.policy_for(policies.with_facts(a_lead(), None, None), NOW) is not None


def test_answers_found_out_in_talks_can_be_looked_at():
	assert not live(compiled(a_rule(IS_CEO))).to_choose.looks_at_answers
	policies = live(compiled(a_rule(when("li:answer:BANT:Budget", "is", "Yes"))))
	assert policies.to_choose.looks_at_answers
	assert not policies.looks_at_answers
