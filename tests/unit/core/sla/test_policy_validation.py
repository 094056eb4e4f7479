"""What is refused in a response policy, each with its row and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.policy import Action, Offset, SlaPolicy, StagnationLimit, Targets
from lead_intelligence.core.sla.policy_surroundings import Surroundings, obstacles_of, warnings_of
from lead_intelligence.core.sla.policy_validation import gaps_of, mistakes_in, no_number
from lead_intelligence.core.sla.response_clock import Purpose
from tests.builders import when
from tests.unit.core.sla.policies import CATALOGUE, HOUR, a_policy, a_step

SECOND = timedelta(seconds=1)
A, REST = Targets(grade="A", first_response=HOUR), Targets(first_response=HOUR)


def limits(*rows: tuple[Stage, int]) -> SlaPolicy:
	return a_policy(stagnation=tuple(StagnationLimit(stage=stage, working_days=days) for stage, days in rows))


@pytest.mark.parametrize(
	("policy", "says"),
	[
		(a_policy(priority=0), "'Priority' is 0. Enter a whole number from 1"),
		(a_policy(priority=1001), "to 1000."),
		(a_policy(condition=when("shoe_size", "is", 40)), "For Which Leads: "),
		(a_policy(pause=when("li:stage", "is", "Asleep")), "Pauses: "),
		(a_policy(targets=(A, REST, A)), "Targets, row 3: Grade 'A' has its targets in row 1 already."),
		(a_policy(targets=(A, Targets(grade="a", next_touch=HOUR))), "Targets, row 2: Grade 'a'"),
		(a_policy(targets=(REST, A, REST)), "row 3: Row 1 has targets for all other grades already."),
		(a_policy(targets=(A, Targets(acceptance=-SECOND))), "Targets, row 2: The target for 'Acceptance'"),
		(a_policy(targets=(Targets(next_touch=1000 * HOUR + SECOND),)), "at most 1000 working hours."),
		(a_policy(steps=(a_step(0.5), a_step(0))), "Escalation Steps, row 2: 'When' must be more than 0"),
		(a_policy(steps=(a_step(-0.5),)), "'When' must be more than 0 and at most 1000 per cent"),
		(a_policy(steps=(a_step(10.01),)), "at most 1000 per cent"),
		(a_policy(steps=(a_step(minutes=-525_601),)), "at most 525600 minutes before or after"),
		(a_policy(steps=(a_step(minutes=1e6),)), "Escalation Steps, row 1: 'When' must be at most"),
		(a_policy(steps=(a_step(action=Action.NOTIFY_ROLE),)), "'Notify Role' needs a role. Choose one."),
		(a_policy(steps=(a_step(action=Action.CALL_WEBHOOK),)), "'Call Webhook' needs a webhook."),
		(a_policy(steps=(a_step(0.5), a_step(1.0), a_step(0.5))), "row 3: The step is the same as that of row 1."),
		(
			a_policy(steps=tuple(a_step(minutes=at) for at in range(51))),
			"The policy has 51 escalation steps; the most allowed is 50.",
		),
		(limits((Stage.LEAD, 3), (Stage.MQL, 3), (Stage.LEAD, 5)), "row 3: Lead has its limit in row 1 already."),
		(limits((Stage.LEAD, 0)), "Stagnation Limits, row 1: 'Working Days' must be from 1 to 365."),
		(limits((Stage.LEAD, 366)), "'Working Days' must be from 1 to 365."),
	],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_row(policy, says):
	(problem,) = mistakes_in(policy, CATALOGUE)
	assert says in problem.text()


PAUSED = when("job_title", "is", "CEO")


@pytest.mark.parametrize(
	("policy", "says"),
	[
		(a_policy(targets=()), "The policy promises nothing yet."),
		(a_policy(targets=(Targets(grade="A"),)), "The policy promises nothing yet."),
		(
			a_policy(targets=(Targets(acceptance=HOUR),), pause=PAUSED),
			"Pauses: There is no target for first response or next touch whose clock it could pause.",
		),
	],
)
def test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live(policy, says):
	assert mistakes_in(policy, CATALOGUE) == ()
	(problem,) = gaps_of(policy)
	assert says in problem.text()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_form():
	policy = a_policy(priority=0, targets=(A, A), steps=(a_step(0),))
	assert [problem.text()[:12] for problem in mistakes_in(policy, CATALOGUE)] == [
		"'Priority' i",
		"Targets, row",
		"Escalation S",
	]


spans = st.none() | st.integers(1, 3_600_000).map(lambda seconds: seconds * SECOND)
rows = st.lists(
	st.builds(
		Targets,
		grade=st.none() | st.text(min_size=1, max_size=5),
		first_response=spans,
		acceptance=spans,
		next_touch=spans,
	),
	unique_by=lambda row: row.grade and row.grade.casefold(),
	max_size=5,
)


@given(
	rows,
	st.integers(1, 1000),
	st.lists(st.floats(0.01, 10), unique=True, max_size=5),
	st.lists(st.floats(-525_600, 525_600), unique=True, max_size=5),
)
def test_whatever_is_in_bounds_is_accepted(targets, priority, shares, minutes):
	steps = (*map(a_step, shares), *(a_step(minutes=at) for at in minutes))
	policy = a_policy(targets=tuple(targets), priority=priority, steps=steps)
	assert mistakes_in(policy, CATALOGUE) == ()
	promises = any(row.of(purpose) for row in targets for purpose in Purpose)
	assert (gaps_of(policy) == ()) is promises


def test_the_same_step_of_two_clocks_is_no_repetition_but_one_of_all_clocks_is_of_each():
	of_acceptance, of_next = a_step(purpose=Purpose.ACCEPTANCE), a_step(purpose=Purpose.NEXT_TOUCH)
	assert mistakes_in(a_policy(steps=(of_acceptance, of_next)), CATALOGUE) == ()
	for twice in ((a_step(), of_next), (of_next, a_step()), (a_step(), a_step(by_email=True))):
		(problem,) = mistakes_in(a_policy(steps=twice), CATALOGUE)
		assert "Escalation Steps, row 2: The step is the same as that of row 1" in problem.text()


def test_a_policy_that_only_looks_for_stagnation_may_go_live():
	assert (
		gaps_of(SlaPolicy(title="S", stagnation=(StagnationLimit(stage=Stage.LEAD, working_days=3),))) == ()
	)


def test_at_due_by_per_cent_and_by_minutes_are_two_steps():
	assert a_step(1.0).key != a_step(minutes=0).key
	assert a_step(offset := 0.5).key == a_step(offset).key
	assert Offset(share=0.5) == a_step().offset


REASSIGNS = a_policy(steps=(a_step(action=Action.REASSIGN, user="ada@atelier.example"),))
ADA = frozenset({"ada@atelier.example"})


@pytest.mark.parametrize(
	("policy", "around", "says"),
	[
		(a_policy(), {"has_working_time": False, "calendar": "Never"}, "calendar 'Never' has no working time"),
		(REASSIGNS, {"users_off": ADA}, "Escalation Steps, row 1: ada@atelier.example is disabled, or no person"),
		(REASSIGNS, {"users_without_leads": ADA}, "row 1: ada@atelier.example may not edit leads"),
	],
)  # fmt: skip
def test_what_keeps_it_from_going_live(policy, around, says):
	(problem,) = obstacles_of(policy, Surroundings(grades=("A",), **around))
	assert says in problem.text()


@pytest.mark.parametrize(
	("policy", "around", "says"),
	[
		(a_policy(), {"same_priority": ("First",)}, "'First' is tried before 'Standard', by their titles."),
		(a_policy(targets=(A,)), {"grades": None}, "No scoring model is live for the company"),
		(a_policy(targets=(REST, A)), {"grades": ("B", "C")}, "Targets, row 2: The live scoring model has no"),
		(a_policy(targets=(Targets(acceptance=HOUR),)), {"hands_over": False}, "no live agreement of the company"),
		(a_policy(targets=(Targets(acceptance=HOUR),), pause=PAUSED), {}, "Pauses: There is nothing to pause"),
		(
			a_policy(steps=(a_step(action=Action.NOTIFY_ROLE, role="Poet"),)),
			{"roles_of_nobody": frozenset({"Poet"})},
			"Escalation Steps, row 1: Nobody has the role 'Poet'",
		),
		(
			a_policy(steps=(a_step(action=Action.CALL_WEBHOOK, webhook="Bell"),)),
			{"webhooks_off": frozenset({"Bell"})},
			"Escalation Steps, row 1: The webhook 'Bell' is disabled",
		),
		(
			a_policy(steps=(a_step(action=Action.REASSIGN),)),
			{"routes": False},
			"Escalation Steps, row 1: No routing policy is live for the company",
		),
	],
)  # fmt: skip
def test_what_may_be_meant_so_is_only_told(policy, around, says):
	(problem,) = warnings_of(policy, Surroundings(**{"grades": ("A",), **around}))
	assert says in problem.text()


def test_what_is_no_number_is_named_with_what_was_entered():
	problem = no_number("Next Touch Within (Hours)", "soon").at("Targets, row {row}", row=2)
	assert problem.text().startswith(
		"Targets, row 2: 'Next Touch Within (Hours)' is 'soon', which is no number."
	)
