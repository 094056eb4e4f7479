"""What is refused in a routing policy, each with its row, and what an admin is told of."""

from __future__ import annotations

import pytest

from lead_intelligence.core.routing.policy import Target
from lead_intelligence.core.routing.policy_surroundings import Surroundings, obstacles_of, warnings_of
from lead_intelligence.core.routing.policy_validation import gaps_of, mistakes_in
from lead_intelligence.core.routing.pool import Pool
from tests.builders import all_of, when
from tests.unit.core.routing.policies import GONE, IS_CEO, a_policy, a_rule
from tests.unit.core.sla.policies import CATALOGUE


@pytest.mark.parametrize(
	("policy", "says"),
	[
		(a_policy(a_rule(), priority=0), "'Priority' is 0. Enter a whole number from 1"),
		(a_policy(a_rule(), priority=1001), "to 1000."),
		(a_policy(a_rule(), condition=GONE), "For Which Leads: There is no field 'shoe_size'"),
		(a_policy(a_rule(IS_CEO), a_rule(GONE)), "Rules, row 2: There is no field 'shoe_size'"),
		(a_policy(a_rule(when("visits", "contains", "x"))), "Rules, row 1: The operator 'contains' does not fit"),
		(a_policy(a_rule(pool=None, target=Target.POOL)), "Rules, row 1: The rule names no pool."),
		(a_policy(*[a_rule(IS_CEO)] * 201), "The policy has 201 rules; the most allowed is 200."),
	],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_row(policy, says):
	(problem,) = mistakes_in(policy, CATALOGUE)
	assert says in problem.text()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_form():
	broken = a_policy(a_rule(GONE, pool=None, target=Target.POOL), condition=GONE, priority=0)
	places = [problem.text().split(":")[0] for problem in mistakes_in(broken, CATALOGUE)]
	assert places[1:] == ["For Which Leads", "Rules, row 1", "Rules, row 1"]


def test_an_ordinary_policy_has_no_mistakes():
	policy = a_policy(a_rule(IS_CEO), a_rule(pool=None), condition=when("visits", "is at least", 3))
	assert mistakes_in(policy, CATALOGUE) == gaps_of(policy) == ()


@pytest.mark.parametrize(
	("policy", "says"),
	[
		(a_policy(), "The policy leads to nobody yet."),
		(a_policy(a_rule(is_disabled=True)), "The policy leads to nobody yet."),
	],
)
def test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live(policy, says):
	assert mistakes_in(policy, CATALOGUE) == ()
	(problem,) = gaps_of(policy)
	assert says in problem.text()


def test_a_default_pool_or_a_manager_is_enough():
	assert gaps_of(a_policy(default_pool="France")) == gaps_of(a_policy(manager="boss")) == ()


OTHER = {"pools": {"France": Pool(name="France", company="Lumen Export")}}


@pytest.mark.parametrize(
	("policy", "around", "says"),
	[
		(a_policy(a_rule()), OTHER, "Rules, row 1: The pool 'France' is for leads of Lumen Export."),
		(a_policy(default_pool="France"), OTHER, "The pool 'France' is for leads of Lumen Export."),
		(a_policy(manager="max"), {"users_off": frozenset({"max"})}, "'Manager' is max, who is disabled"),
		(a_policy(manager="max"), {"users_without_leads": frozenset({"max"})}, "who may not edit leads"),
	],
)
def test_what_keeps_it_from_going_live(policy, around, says):
	(problem,) = obstacles_of(policy, Surroundings(**around))
	assert says in problem.text()


def test_what_fits_keeps_nothing():
	pools = {"France": Pool(name="France", company="Ateliers Lumen"), "All": Pool(name="All")}
	policy = a_policy(a_rule(), a_rule(IS_CEO, "Gone"), default_pool="All", manager="max")
	assert obstacles_of(policy, Surroundings(pools=pools, users_off=frozenset({"rosa"}))) == ()


FRANCE = Pool(name="France", weights={"rosa": 1.0}, territories=frozenset({"Lyon"}))
FINE = {"pools": {"France": FRANCE}}


def around_pool(**more) -> dict:
	return {"pools": {"France": Pool(name="France", territories=frozenset({"Lyon"}), **more)}}


@pytest.mark.parametrize(
	("policy", "around", "says"),
	[
		(a_policy(a_rule(), title="Rest"), {"same_priority": ("Hot",)}, "'Hot' is tried before 'Rest'"),
		(a_policy(a_rule(), first_stage="MQL"), {"has_stages": False}, "No agreement of the company is live"),
		(a_policy(a_rule(), a_rule(IS_CEO)), {}, "Rules, row 2: The rule is never reached: row 1 is for all"),
		(a_policy(a_rule(IS_CEO), a_rule(IS_CEO), a_rule()), {}, "Rules, row 2: The rule is never reached: row 1"),
		(a_policy(a_rule(pool="Spain")), {}, "Rules, row 1: There is no pool 'Spain'."),
		(a_policy(a_rule()), around_pool(is_disabled=True), "Rules, row 1: The pool 'France' is disabled"),
		(a_policy(a_rule()), {**FINE, "pools_of_nobody": frozenset({"France"})}, "Nobody of the pool 'France' can take"),
		(a_policy(default_pool="France"), around_pool(fallback="France"), "circle: France → France."),
		(a_policy(a_rule(pool=None)), {"pools": {}}, "Rules, row 1: No pool has territories"),
		(a_policy(a_rule(pool=None)), {"pools": {"X": Pool(name="X", company="Y", territories=frozenset("L"))}}, "No pool has"),
		(a_policy(a_rule(IS_CEO)), {}, "There is no default pool"),
		(a_policy(a_rule()), {"has_managers": False}, "There is no manager"),
		(a_policy(a_rule()), {"assignment_rules": ("Round",)}, "The Assignment Rule 'Round' of Frappe assigns"),
	],
)  # fmt: skip
def test_what_may_be_meant_so_is_only_told(policy, around, says):
	(problem,) = warnings_of(policy, Surroundings(**{**FINE, **around}))
	assert says in problem.text()


def test_what_is_meant_is_not_told_of():
	policy = a_policy(
		a_rule(pool=None, is_disabled=True),
		a_rule(all_of(IS_CEO, when("visits", "is", 1))),
		a_rule(IS_CEO),
		a_rule(pool=None),
		default_pool="France",
		manager="max",
		first_stage="MQL",
	)
	assert warnings_of(policy, Surroundings(**FINE, has_managers=False)) == ()
