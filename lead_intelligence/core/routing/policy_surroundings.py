"""What of its surroundings does not fit a routing policy: some of it keeps it from going live, of the rest an admin is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..problems import Problem
from ..rules.conditions import condition_to_data
from .compiled_policy import RULE_ROW
from .path import loop_from
from .policy import RoutingPolicy, Target
from .pool import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
	"""What is there on the site. `pools`: all, by name. `pools_of_nobody`: in which nobody could take a lead on any day.
	`same_priority`: the titles of other live policies of the company. `assignment_rules`: those of Frappe that assign leads as
	well. `users_off`: disabled, or no people; `users_without_leads`: who may not edit leads. `has_managers`: somebody manages
	sales. `has_stages`: a live agreement of the company puts leads on stages."""

	pools: Mapping[str, Pool] = field(default_factory=dict)
	pools_of_nobody: frozenset[str] = frozenset()
	same_priority: tuple[str, ...] = ()
	assignment_rules: tuple[str, ...] = ()
	users_off: frozenset[str] = frozenset()
	users_without_leads: frozenset[str] = frozenset()
	has_managers: bool = True
	has_stages: bool = True


def obstacles_of(policy: RoutingPolicy, around: Surroundings) -> tuple[Problem, ...]:
	"""What keeps it from going live."""
	return (*_company_problems(policy, around), *_manager_problems(policy, around))


def warnings_of(policy: RoutingPolicy, around: Surroundings) -> tuple[Problem, ...]:
	"""What may be meant, and probably is not."""
	return (
		*_priority_warnings(policy, around),
		*_stage_warnings(policy, around),
		*_order_warnings(policy),
		*_pool_warnings(policy, around),
		*_territory_warnings(policy, around),
		*_end_warnings(policy, around),
		*_assignment_rule_warnings(around),
	)


def _named(policy: RoutingPolicy) -> Iterator[tuple[str, int | None]]:
	"""Each pool that the policy names, with the row of its rule; None for the default pool."""
	for rule in policy.rules:
		if rule.target is Target.POOL and rule.pool and not rule.is_disabled:
			yield rule.pool, rule.row
	if policy.default_pool:
		yield policy.default_pool, None


def _at(problem: Problem, row: int | None) -> Problem:
	return problem if row is None else problem.at(RULE_ROW, row=row)


def _company_problems(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	for name, row in _named(policy):
		company = around.pools[name].company if name in around.pools else None
		if company and company != policy.company:
			message = "The pool '{pool}' is for leads of {company}. Choose another pool, or leave the company of that one blank."
			yield _at(Problem(message=message, values={"pool": name, "company": company}), row)


def _manager_problems(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	values = {"user": policy.manager}
	if policy.manager in around.users_off:
		message = (
			"'Manager' is {user}, who is disabled, or no person, and cannot take leads. Choose somebody else."
		)
		yield Problem(message=message, values=values)
	elif policy.manager in around.users_without_leads:
		message = "'Manager' is {user}, who may not edit leads and so cannot take them. Choose somebody else, or give this user a role that may."
		yield Problem(message=message, values=values)


def _priority_warnings(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	for title in around.same_priority:
		first, second = sorted((policy.title, title), key=str.casefold)
		message = "'{other}' is live with the same priority. Of the two, '{first}' is tried before '{second}', by their titles. Give one of them another priority."
		yield Problem(message=message, values={"other": title, "first": first, "second": second})


def _stage_warnings(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	if policy.first_stage and not around.has_stages:
		message = "No agreement of the company is live, so leads have no stage, and get their owner at once."
		yield Problem(message=message)


def _order_warnings(policy: RoutingPolicy) -> Iterator[Problem]:
	"""Rules that are never reached."""
	before: list[tuple[object, int]] = []
	for rule in policy.rules:
		if rule.is_disabled:
			continue
		said = condition_to_data(rule.condition) if rule.condition else None
		earlier = next((row for other, row in before if other is None or other == said), None)
		if earlier is not None:
			message = "The rule is never reached: row {earlier} is for all of its leads already. Move it up, or remove one of the two."
			yield Problem(message=message, values={"earlier": earlier}).at(RULE_ROW, row=rule.row)
		before.append((said, rule.row))


def _pool_warnings(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	fallbacks = {name: pool.fallback for name, pool in around.pools.items()}
	for name, row in _named(policy):
		pool = around.pools.get(name)
		values: dict[str, object] = {"pool": name}
		if pool is None:
			message = "There is no pool '{pool}'. Choose another."
			yield _at(Problem(message=message, values=values), row)
		elif pool.is_disabled:
			message = "The pool '{pool}' is disabled, so its leads go to its fallback. Enable it, or choose another."
			yield _at(Problem(message=message, values=values), row)
		elif name in around.pools_of_nobody:
			message = (
				"Nobody of the pool '{pool}' can take leads, so they go to its fallback. Add members to it."
			)
			yield _at(Problem(message=message, values=values), row)
		if loop := loop_from(name, fallbacks):
			message = "The fallback pools of '{pool}' lead in a circle: {pools}. Leads go on from there to the default pool and to the managers."
			yield _at(Problem(message=message, values={**values, "pools": " → ".join(loop)}), row)


def _territory_warnings(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	if any(
		pool.territories and not pool.is_disabled and pool.company in (None, policy.company)
		for pool in around.pools.values()
	):
		return
	for rule in policy.rules:
		if rule.target is Target.TERRITORY and not rule.is_disabled:
			message = "No pool has territories, so these leads go to the managers of their territory. Enter territories in the pools."
			yield Problem(message=message).at(RULE_ROW, row=rule.row)


def _end_warnings(policy: RoutingPolicy, around: Surroundings) -> Iterator[Problem]:
	for_all = any(rule.condition is None and not rule.is_disabled for rule in policy.rules)
	if not policy.default_pool and not for_all:
		message = "There is no default pool, so leads that no rule is for go to the managers. Choose one."
		yield Problem(message=message)
	if not policy.manager and not around.has_managers:
		message = "There is no manager: 'Manager' is blank, and nobody has the role Sales Manager. What nobody of the pools can take would stay without owner. Choose one."
		yield Problem(message=message)


def _assignment_rule_warnings(around: Surroundings) -> Iterator[Problem]:
	for rule in around.assignment_rules:
		message = "The Assignment Rule '{rule}' of Frappe assigns leads, too, so that two people may be assigned to one lead. Disable one of the two."
		yield Problem(message=message, values={"rule": rule})
