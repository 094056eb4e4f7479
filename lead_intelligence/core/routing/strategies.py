"""How one of several who can all take a lead is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from .choice_evidence import Because, Passed
from .pool import Pool, Strategy
from .rep import Demand, Record, Rep
from .turns import FREE, LEAD, Turns, after_turn, bounded, shares_of, whose_turn

TEAM_COUNTS_AS: Final = 30
"""Somebody's own rate of conversion is looked at as if so many more leads had gone as the team's do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
	"""`others`: why the others, who could have taken it as well, did not get it; `held_back`: who of them had no part in it for having
	just begun. `turns`: as they stand after it."""

	user: str
	because: Because
	others: Passed
	turns: Turns
	rates: Mapping[str, float] = field(default_factory=dict)
	held_back: frozenset[str] = frozenset()


def is_hot(pool: Pool, demand: Demand) -> bool:
	if pool.strategy is not Strategy.BEST_FIT or not demand.grade:
		return False
	return demand.grade in pool.hot_grades or demand.grade.casefold() in map(str.casefold, pool.hot_grades)


def pick(
	pool: Pool, demand: Demand, able: Mapping[str, tuple[Rep, float]], turns: Turns, team: Record
) -> Pick:
	"""One of `able`, who are at least one, each with the weight in the pool."""
	if is_hot(pool, demand):
		return _best_fit(pool, able, turns, team)
	weights = {user: weight for user, (_, weight) in able.items()}
	shares = shares_of(weights)
	if pool.strategy is Strategy.LEAST_LOADED:
		owed = turns.credits.get
		behind = {user: owed(user, 0) + share for user, share in shares}
		user = min(weights, key=lambda one: (loaded_after(able[one][0], demand), -behind[one], one))
		credits = bounded(after_turn(turns.credits, shares, user))
		because, others = Because.LEAST_LOADED, Passed.MORE_LOADED
	else:
		user = whose_turn(turns.credits, shares)
		credits = after_turn(turns.credits, shares, user)
		because, others = Because.TURN, Passed.NOT_HIS_TURN
	because = because if len(able) > 1 else Because.ONLY_ONE
	return Pick(user=user, because=because, others=others, turns=replace(turns, credits=credits))


def paid(pool: Pool, weights: Mapping[str, float], turns: Turns, user: str) -> Turns:
	"""The turns after somebody got a lead without waiting for one. Those of hot leads are not paid so."""
	credits = after_turn(turns.credits, shares_of(weights), user)
	return replace(turns, credits=bounded(credits) if pool.strategy is Strategy.LEAST_LOADED else credits)


def loaded_after(rep: Rep, demand: Demand) -> float:
	"""The share of the capacity that would be taken. Of equal loads, a large capacity has more left."""
	return (rep.load + demand.weight) / max(rep.capacity * min(rep.ramp, 1.0), 1e-9)


def has_had_enough(rep: Rep, pool: Pool, demand: Demand, credits: Mapping[str, int]) -> bool:
	"""Of somebody who has just begun or come back: a fair share was given already."""
	return rep.ramp < 1 and not is_hot(pool, demand) and credits.get(rep.user, 0) <= -LEAD


def team_record(reps: Iterable[Rep]) -> Record:
	found = [rep.record for rep in reps]
	return Record(
		decided=sum(max(one.decided, 0) for one in found),
		converted=sum(max(one.converted, 0) for one in found),
	)


def shrunk_rate(record: Record, team: Record) -> float:
	"""Between the rep's own rate and the team's: the fewer leads have their outcome, the nearer to the team's."""
	of_team = min(team.converted / team.decided, 1.0) if team.decided > 0 else 0.0
	decided = max(record.decided, 0)
	converted = min(max(record.converted, 0), decided)
	return (converted + TEAM_COUNTS_AS * of_team) / (decided + TEAM_COUNTS_AS)


def _best_fit(pool: Pool, able: Mapping[str, tuple[Rep, float]], turns: Turns, team: Record) -> Pick:
	"""Of the turns of a pool, a fixed part is guaranteed to each by weight. In the rest, the best gets the lead. Those who have just
	begun or come back take part in the guaranteed ones alone, as long as there is somebody else."""
	rates = {user: shrunk_rate(rep.record, team) for user, (rep, _) in able.items()}
	floor = min(max(pool.floor, 0.0), 1.0)
	weights = {user: weight * floor for user, (_, weight) in able.items()} if floor else {}
	free = sum(weight for _, weight in able.values()) * (1 - floor)
	shares = shares_of({**weights, FREE: free} if free > 0 else weights)
	turn = whose_turn(turns.guarantees, shares)
	after = replace(turns, guarantees=after_turn(turns.guarantees, shares, turn))
	candidates = [user for user, (rep, _) in able.items() if rep.ramp >= 1] or list(able)
	load = {user: able[user][0].load / max(able[user][0].capacity, 1e-9) for user in candidates}
	best = min(candidates, key=lambda one: (-round(rates[one], 9), load[one], one))
	user = best if turn == FREE else turn
	because = Because.BEST_FIT if user == best else Because.GUARANTEED
	return Pick(
		user=user,
		because=because if len(able) > 1 else Because.ONLY_ONE,
		others=Passed.LESS_FIT if user == best else Passed.NOT_HIS_TURN,
		turns=after,
		rates=rates,
		held_back=frozenset(able).difference(candidates) if turn == FREE else frozenset(),
	)
