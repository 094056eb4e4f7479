"""Everything that is wrong with a routing policy, each with its row and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..problems import Problem
from ..rules.conditions import Condition
from ..snapshot.fields import FieldCatalogue
from .compiled_policy import CONDITION, RULE_ROW, Judged
from .policy import RoutingPolicy, RoutingRule, Target

MOST_RULES: Final = 200


def mistakes_in(policy: RoutingPolicy, catalogue: FieldCatalogue) -> tuple[Problem, ...]:
	"""What is refused in a draft already, in the order of its form."""
	return (
		*_priority_problems(policy),
		*_condition_problems(policy.condition, catalogue, CONDITION),
		*_rule_problems(policy, catalogue),
	)


def gaps_of(policy: RoutingPolicy) -> tuple[Problem, ...]:
	"""What a policy lacks: fine in a draft, refused when it is to go live."""
	if any(not rule.is_disabled for rule in policy.rules) or policy.default_pool or policy.manager:
		return ()
	message = "The policy leads to nobody yet. Enter at least one rule, a default pool or a manager."
	return (Problem(message=message),)


def _priority_problems(policy: RoutingPolicy) -> Iterator[Problem]:
	if not 1 <= policy.priority <= 1000:
		message = "'Priority' is {priority}. Enter a whole number from 1, which comes first, to 1000."
		yield Problem(message=message, values={"priority": policy.priority})


def _rule_problems(policy: RoutingPolicy, catalogue: FieldCatalogue) -> Iterator[Problem]:
	if len(policy.rules) > MOST_RULES:
		message = "The policy has {count} rules; the most allowed is {most}. Join some, or make a policy of its own for some of the leads."
		yield Problem(message=message, values={"count": len(policy.rules), "most": MOST_RULES})
	for rule in policy.rules:
		yield from (problem.at(RULE_ROW, row=rule.row) for problem in _target_problems(rule))
		yield from _condition_problems(rule.condition, catalogue, RULE_ROW, row=rule.row)


def _condition_problems(
	condition: Condition | None, catalogue: FieldCatalogue, place: str, **values: object
) -> Iterator[Problem]:
	problem = Judged(condition, catalogue).problem
	if problem:
		yield problem.at(place, **values)


def _target_problems(rule: RoutingRule) -> Iterator[Problem]:
	if rule.target is Target.POOL and not rule.pool:
		message = "The rule names no pool. Choose one, or let the leads go to the pool of their territory."
		yield Problem(message=message)
