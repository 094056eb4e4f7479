"""How fast 2,759 waiting leads are decided over 82 reps, with conditions, skills and capacities and all evidence, beside a loop that
only takes turns.

python -m benchmarks.routing
"""

from __future__ import annotations

import gc
import json
from collections.abc import Mapping
from itertools import cycle
from random import Random

from lead_intelligence.core.routing.choosing import Chooser
from lead_intelligence.core.routing.compiled_policy import CompiledRouting
from lead_intelligence.core.routing.evidence import evidence_of
from lead_intelligence.core.routing.path import path_of
from lead_intelligence.core.routing.policy import RoutingPolicy, RoutingRule
from lead_intelligence.core.routing.pool import Match, Pool, Strategy
from lead_intelligence.core.routing.rep import Absence, Away, Demand, Record, Rep, SkillKind
from lead_intelligence.core.routing.turns import Turns, next_turn
from lead_intelligence.core.rules.conditions import AllOf, Comparison, Condition
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot

from .b2b_leads import NOW, b2b_leads
from .b2b_model import CATALOGUE
from .stopwatch import best_of

LEADS, REPS, ROUNDS = 2_759, 82, 5
_LANGUAGES = ("fr", "en", "de", "es")
_PRODUCTS = ("Lasers", "Optics", "Sensors", "Service")
_SECTORS = ("Manufacturing", "Automotive", "Aerospace")
_BY_STRATEGY = {
	"turns": Strategy.ROUND_ROBIN,
	"least loaded": Strategy.LEAST_LOADED,
	"best fit": Strategy.BEST_FIT,
}


def main() -> None:
	leads = b2b_leads(LEADS)
	reps = {rep.user: rep for rep in _reps()}
	demands = _demands()
	policy = CompiledRouting(_policy(), CATALOGUE)
	# Python's collector would walk through all these leads again and again.
	gc.freeze()
	print(
		f"{LEADS} leads, {REPS} reps in each pool, {len(policy.rules)} rules, best of {ROUNDS} rounds, one core"
	)
	turns = best_of(ROUNDS, lambda: _turns_only(reps))
	_say("turns only, no reasons", turns, turns)
	_say("the rule that wins", best_of(ROUNDS, lambda: [policy.rule_for(lead, NOW) for lead in leads]), turns)
	for name, strategy in _BY_STRATEGY.items():
		pools = {"All": _pool("All", strategy, reps)}
		_say(f"chosen: {name}", best_of(ROUNDS, lambda pools=pools: _chosen(reps, pools, demands)), turns)
	_say("all of it, evidence as text", best_of(ROUNDS, lambda: _all(policy, leads, reps, demands)), turns)
	size = sum(map(len, _all(policy, leads, reps, demands))) / LEADS / 1024
	print(f"{'evidence of a lead':28} {size:8.1f} KB")


def _say(name: str, seconds: float, beside: float) -> None:
	print(
		f"{name:28} {seconds:8.3f} s {seconds / LEADS * 1e6:8.1f} µs a lead {seconds / beside:8.2f} × turns only"
	)


def _reps() -> list[Rep]:
	random = Random(7)
	return [
		Rep(
			user=f"rep{number:02}@example.com",
			weight=random.choice((0.5, 1.0, 1.0, 2.0)),
			capacity=random.choice((40.0, 50.0, 80.0)),
			load=float(random.randint(0, 20)),
			daily_limit=random.choice((0, 0, 30)),
			absence=Absence(why=Away.LEAVE) if number % 20 == 3 else None,
			is_off=number % 6 == 0,
			languages=frozenset(random.sample(_LANGUAGES, 2)),
			skills={
				**{(SkillKind.PRODUCT, name): random.randint(1, 5) for name in random.sample(_PRODUCTS, 3)},
				**{(SkillKind.SECTOR, name): random.randint(1, 5) for name in _SECTORS},
			},
			record=Record(decided=200, converted=random.randint(5, 60)),
		)
		for number in range(REPS)
	]


def _demands() -> list[Demand]:
	random = Random(8)
	return [
		Demand(
			lead=f"LEAD-{number}",
			grade=random.choice("ABCD"),
			weight=random.choice((0.5, 1.0, 2.0)),
			language=random.choice((None, *_LANGUAGES)),
			products=random.choice(((), *((name, "Products", "All Item Groups") for name in _PRODUCTS))),
			sector=random.choice((None, *_SECTORS)),
		)
		for number in range(LEADS)
	]


def _pool(name: str, strategy: Strategy, reps: Mapping[str, Rep]) -> Pool:
	return Pool(
		name=name,
		strategy=strategy,
		weights={user: rep.weight for user, rep in reps.items()},
		language=Match.REQUIRED,
		product=Match.REQUIRED,
		sector=Match.PREFERRED,
		hot_grades=frozenset("A"),
		floor=0.3,
	)


def _policy() -> RoutingPolicy:
	"""Nine rules of two conditions each, and one for the rest."""
	places = ("France", "Belgium", "Sweden", "Poland", "Brazil", "Japan", "Nordics", "Americas", "Asia")
	rules = [
		_rule(
			row, place, AllOf(parts=(_when("territory", "is within", [place]), _when("email_id", "is set")))
		)
		for row, place in enumerate(places, start=1)
	]
	return RoutingPolicy(
		title="Measured", rules=(*rules, _rule(len(rules) + 1, "Rest", None)), default_pool="Rest"
	)


def _when(field: str, operator: str, value: object = None) -> Condition:
	return Comparison(field=field, operator=operator, value=value)


def _rule(row: int, place: str, condition: Condition | None) -> RoutingRule:
	return RoutingRule(row=row, title=place, condition=condition, pool=place)


def _turns_only(reps: Mapping[str, Rep]) -> None:
	turns, weights = Turns(), {user: rep.weight for user, rep in reps.items()}
	for _ in range(LEADS):
		_user, turns = next_turn(turns, weights)


def _chosen(reps: Mapping[str, Rep], pools: Mapping[str, Pool], demands: list[Demand]) -> list[object]:
	chooser = Chooser(reps, {}, NOW)
	path = path_of(("All",), pools, None, (), ("boss@example.com",))
	return [chooser.choose(demand, path) for demand in demands]


def _all(
	policy: CompiledRouting, leads: list[LeadSnapshot], reps: Mapping[str, Rep], demands: list[Demand]
) -> list[str]:
	strategies = cycle(_BY_STRATEGY.values())
	names = [rule.title for rule, _judged in policy.rules]
	pools = {name: _pool(name, next(strategies), reps) for name in names}
	chooser = Chooser(reps, {}, NOW)
	found = []
	for lead, demand in zip(leads, demands, strict=True):
		rule = policy.rule_for(lead, NOW)
		first = (rule.pool,) if rule and rule.pool else ()
		choice = chooser.choose(demand, path_of(first, pools, "Rest", (), ("boss@example.com",)))
		evidence = evidence_of(
			choice,
			policy=policy.version,
			policy_title=policy.policy.title,
			rule=rule,
			cause="Ready",
			weight=demand.weight,
		)
		found.append(json.dumps(evidence, separators=(",", ":")))
	return found


if __name__ == "__main__":
	main()
