"""Pools of reps, and how one of them is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

LEAST_WEIGHT: Final = 0.01
MOST_WEIGHT: Final = 1000.0
"""Between these is the weight of somebody in a pool."""


class Strategy(str, Enum):
	ROUND_ROBIN = "Weighted Round Robin"
	LEAST_LOADED = "Least Loaded"
	BEST_FIT = "Best Fit"
	MANAGERS_QUEUE = "Manager's Queue"


class Match(str, Enum):
	IGNORED = "Ignored"
	PREFERRED = "Preferred"
	REQUIRED = "Required"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
	"""`weights`: by user, 0 for that of the rep; members that are paused are not in it. `floor`: the share, from 0 to 1, of the fair share of hot
	leads that everybody gets. `managers`: whose queue it is, for that strategy. `minimum_level`: from which a rep counts as skilled."""

	name: str
	strategy: Strategy = Strategy.ROUND_ROBIN
	company: str | None = None
	weights: Mapping[str, float] = field(default_factory=dict)
	account_owner_first: bool = True
	previous_owner_first: bool = True
	during_hours: bool = True
	language: Match = Match.IGNORED
	product: Match = Match.IGNORED
	sector: Match = Match.IGNORED
	minimum_level: int = 1
	hot_grades: frozenset[str] = frozenset()
	floor: float = 0.0
	managers: tuple[str, ...] = ()
	territories: frozenset[str] = frozenset()
	fallback: str | None = None
	is_disabled: bool = False
	paused: frozenset[str] = frozenset()
