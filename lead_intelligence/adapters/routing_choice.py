"""Gathers what a choice looks at, for many leads at once, and chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lead_intelligence.adapters.lead_access import LeadAccess
from lead_intelligence.adapters.rep_loads import reps_for
from lead_intelligence.adapters.routing_demand import demands_of
from lead_intelligence.adapters.routing_paths import Paths
from lead_intelligence.adapters.routing_requests import Request, RoutingCause
from lead_intelligence.adapters.routing_turns import turns_of
from lead_intelligence.adapters.stored_leads import StoredLead
from lead_intelligence.core.routing.choice_evidence import Choice
from lead_intelligence.core.routing.choosing import Chooser
from lead_intelligence.core.routing.compiled_policy import CompiledRouting
from lead_intelligence.core.routing.path import Step
from lead_intelligence.core.routing.policy import RoutingRule
from lead_intelligence.core.routing.rep import Demand
from lead_intelligence.core.routing.turns import Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
	"""A lead that is to get an owner. `policy`, `rule`: what lays down who; None where none is for it."""

	request: Request
	lead: StoredLead
	policy: CompiledRouting | None
	rule: RoutingRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
	wanted: Wanted
	demand: Demand
	choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
	"""What was chosen for all, and what is to be stored of it."""

	chosen: tuple[Chosen, ...] = ()
	chooser: Chooser | None = None
	turns_before: Mapping[str, Turns] = field(default_factory=dict)


def choose(wanted: Sequence[Wanted], now: datetime, *, lock: bool) -> Choices:
	"""`lock`: what is looked at stays as it is until the caller commits; without, nothing is to be stored."""
	if not wanted:
		return Choices()
	paths = {company: Paths(company) for company in {one.lead.company for one in wanted}}
	ways = {one.request.lead: _way(one, paths[one.lead.company]) for one in wanted}
	pools = {step.pool.name: step.pool for way in ways.values() for step in way if step.pool}
	demands = demands_of(
		[(one.lead.name, one.lead.state.grade, one.lead.more, one.request.not_to) for one in wanted],
		accounts=any(pool.account_owner_first for pool in pools.values()),
		previous=any(pool.previous_owner_first for pool in pools.values()),
	)
	for one in wanted:
		if one.request.cause is RoutingCause.BACK and one.lead.owner:
			known = demands[one.lead.name]
			demands[one.lead.name] = replace(known, previous_owner=one.lead.owner)
	turns = turns_of(pools, lock=lock)
	reps = reps_for(dict.fromkeys(sorted(_asked(ways.values(), demands.values()))), now, lock=lock)
	access = LeadAccess()
	chooser = Chooser(reps, turns, now, access.may_work)
	chosen = []
	for one in wanted:
		demand = demands[one.lead.name]
		choice = chooser.choose(demand, ways[one.request.lead])
		chosen.append(Chosen(wanted=one, demand=demand, choice=choice))
	return Choices(chosen=tuple(chosen), chooser=chooser, turns_before=turns)


def _way(one: Wanted, paths: Paths) -> tuple[Step, ...]:
	policy = one.policy.policy if one.policy else None
	return paths.of(policy, one.rule, one.lead.more["territory"] or None)


def _asked(ways: Iterable[tuple[Step, ...]], demands: Iterable[Demand]) -> set[str]:
	found: set[str] = set()
	# Leads that go the same way share it.
	for way in {id(way): way for way in ways}.values():
		for step in way:
			found |= set(step.users)
			if step.pool:
				found |= {*step.pool.weights, *step.pool.paused, *step.pool.managers}
	for demand in demands:
		found |= {user for user in (demand.account_owner, demand.previous_owner) if user}
	return found
