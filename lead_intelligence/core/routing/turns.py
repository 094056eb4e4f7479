"""Whose turn it is, so that everybody's share of the leads stays within one lead of the weight.

Credits are whole numbers of billionths of a lead, so that they add up exactly: each lead is credited to all who could have got it,
by their weights, and charged to whoever got it. Who of them is next follows Tijdeman's rule for the chairman assignment problem:
among those to whom enough is owed, whoever would be the first to be owed too much.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

LEAD: Final = 10**9
"""One lead, in the unit of credits."""
FREE: Final = ""
"""Among guarantees: those turns that are nobody's, in which the best gets the lead. No user is called so."""
_PRECISION: Final = 10**6

Credits = Mapping[str, int]
Shares = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
	"""Where the turns of a pool stand. `credits`: by user, how far behind (above 0) or ahead (below 0) of a fair share; they add up
	to zero. `guarantees`: the same for the guaranteed share of hot leads, and for the turns that are FREE."""

	credits: Credits = field(default_factory=dict)
	guarantees: Credits = field(default_factory=dict)


def next_turn(turns: Turns, weights: Mapping[str, float]) -> tuple[str, Turns]:
	"""Who of these is next, and where the turns stand after it. Whoever is not among them neither gains nor loses. Raises ValueError
	where nobody has a weight above 0."""
	shares = shares_of(weights)
	user = whose_turn(turns.credits, shares)
	return user, replace(turns, credits=after_turn(turns.credits, shares, user))


def shares_of(weights: Mapping[str, float]) -> Shares:
	"""What of one lead is credited to each; together exactly one."""
	return _shares(tuple(weights.items()))


@lru_cache(maxsize=2048)
def _shares(weights: tuple[tuple[str, float], ...]) -> Shares:
	whole = sorted((user, max(round(weight * _PRECISION), 1)) for user, weight in weights if weight > 0)
	total = sum(weight for _, weight in whole)
	if not total:
		raise ValueError("nobody has a weight above 0")
	found = []
	before, given = 0, 0
	for user, weight in whole:
		before += weight
		# Rounded up, so that of equal ones the first by name is not behind.
		until = -(-before * LEAD // total)
		found.append((user, until - given))
		given = until
	return tuple(found)


def whose_turn(credits: Credits, shares: Shares) -> str:
	"""Equal ones come in the order of their names."""
	if len(shares) == 1:
		return shares[0][0]
	owed = credits.get
	# What others than these are owed or owe is not made up by them.
	beside = sum([owed(user, 0) for user, _ in shares])
	enough = LEAD // (2 * len(shares) - 2)
	most = LEAD - enough
	found, earliest = None, 0.0
	largest, most_behind = shares[0][0], -(10**30)
	for user, share in shares:
		behind = owed(user, 0) + share
		if beside:
			behind -= share * beside // LEAD
		if behind > most_behind:
			largest, most_behind = user, behind
		if behind >= enough and share:
			leads_left = (most - behind) / share
			if found is None or leads_left < earliest:
				found, earliest = user, leads_left
	return largest if found is None else found


def after_turn(credits: Credits, shares: Shares, user: str) -> dict[str, int]:
	"""With one lead credited to these, and charged to the user."""
	after = dict(credits)
	owed = after.get
	for one, share in shares:
		after[one] = owed(one, 0) + share
	after[user] = owed(user, 0) - LEAD
	return after


def bounded(credits: Credits, most: int = LEAD) -> dict[str, int]:
	"""Where it is not turns that decide, nobody is owed or owes more than one lead. They need not add up to zero any more."""
	return {user: max(-most, min(credit, most)) for user, credit in credits.items()}


def for_members(turns: Turns, weights: Mapping[str, float], others: Iterable[str] = ()) -> Turns:
	"""Without those who have left the pool. What they were owed or owed is shared by the rest. `others`: who stay without taking
	part for now."""
	stay = {*weights, *others, FREE}
	left = sum(credit for user, credit in turns.credits.items() if user not in stay)
	credits = {user: credit for user, credit in turns.credits.items() if user in stay}
	if left and any(weight > 0 for weight in weights.values()):
		given = 0
		shares = shares_of(weights)
		for user, share in shares:
			part = left * share // LEAD
			credits[user] = credits.get(user, 0) + part
			given += part
		credits[shares[0][0]] += left - given
	if len(credits) == len(turns.credits) and stay.issuperset(turns.guarantees) and not left:
		return turns
	guarantees = {user: credit for user, credit in turns.guarantees.items() if user in stay}
	gone = sum(turns.guarantees.values()) - sum(guarantees.values())
	if gone:
		guarantees[FREE] = guarantees.get(FREE, 0) + gone
	return Turns(credits=credits, guarantees=guarantees)


def to_text(turns: Turns) -> str:
	data = {"credits": turns.credits, "guarantees": turns.guarantees}
	return json.dumps(
		{name: part for name, part in data.items() if part}, sort_keys=True, separators=(",", ":")
	)


def from_text(text: str | None) -> Turns:
	"""What cannot be read begins anew."""
	try:
		data = json.loads(text or "{}")
	except (ValueError, RecursionError):
		data = None
	if not isinstance(data, dict):
		return Turns()
	return Turns(credits=_whole(data.get("credits")), guarantees=_whole(data.get("guarantees")))


def _whole(data: Any) -> dict[str, int]:
	if not isinstance(data, dict):
		return {}
	return {user: n for user, n in data.items() if isinstance(n, int) and not isinstance(n, bool)}
