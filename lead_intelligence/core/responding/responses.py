"""What became of leads that were due a first response: counted, never one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from ..metrics.quantile import Counts, Spread, spread_of
from ..metrics.tally import Tally
from .buckets import TIMED, Bucket


class Standing(str, Enum):
	IN_TIME = "in time"
	LATE = "late"
	UNTIMED = "untimed"
	"""Answered, without a moment by which that was due."""
	WAITING = "waiting"
	OVERDUE = "overdue"
	BREACHED = "breached"
	"""Ended without an answer, after it had been due."""
	ENDED = "ended"
	"""Ended without an answer before one was due."""


ANSWERED: Final = frozenset({Standing.IN_TIME, Standing.LATE, Standing.UNTIMED})
OPEN: Final = frozenset({Standing.WAITING, Standing.OVERDUE})
UNANSWERED: Final = frozenset({Standing.BREACHED, Standing.ENDED})
DECIDED: Final = frozenset({Standing.IN_TIME, Standing.LATE, Standing.OVERDUE, Standing.BREACHED})
"""Of these is known whether they were answered in time."""


def bucket_for(standing: Standing, step: int | None) -> Bucket:
	"""`step`: how many limits the answer took longer than, None where nobody knows how long it took. Without an answer it says nothing."""
	if standing in ANSWERED:
		return Bucket.UNKNOWN if step is None else TIMED[step]
	return Bucket.WAITING if standing in OPEN else Bucket.NEVER


class Time(str, Enum):
	WORKING = "Working Time"
	ELAPSED = "Elapsed Time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
	"""So many `leads` that have all this in common. `attempts`: of all of them together, before the answer; `attempted`: how many
	had one. `is_ripe`: old enough to be judged. `has_opportunity`: came to an opportunity or beyond."""

	leads: int
	standing: Standing
	working: Bucket
	elapsed: Bucket
	is_ripe: bool
	has_opportunity: bool
	attempts: int = 0
	attempted: int = 0

	def bucket(self, time: Time) -> Bucket:
		return self.working if time is Time.WORKING else self.elapsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
	"""Figures of the leads of one row. `in_time`: of those of which it is known, how many were answered in time. `opportunities` and
	`won`: of the ripe leads. `working` and `elapsed`: seconds until the answer, of the answered of which it is known."""

	leads: int = 0
	answered: int = 0
	waiting: int = 0
	unanswered: int = 0
	attempts: int = 0
	attempted_in_vain: int = 0
	in_time: Tally = field(default_factory=lambda: Tally(leads=0, won=0))
	opportunities: Tally = field(default_factory=lambda: Tally(leads=0, won=0))
	won: Tally = field(default_factory=lambda: Tally(leads=0, won=0))
	working: Spread | None = None
	elapsed: Spread | None = None

	@property
	def unripe(self) -> int:
		return self.leads - self.opportunities.leads

	@property
	def attempts_each(self) -> float | None:
		return self.attempts / self.leads if self.leads else None


def responses(
	found: Iterable[Alike], won: int = 0, working: Counts | None = None, elapsed: Counts | None = None
) -> Responses:
	"""`won`: how many of the ripe leads were won. Raises ValueError where these are more than there are."""
	every = list(found)

	def leads(standings: Iterable[Standing]) -> int:
		wanted = frozenset(standings)
		return sum(one.leads for one in every if one.standing in wanted)

	ripe = sum(one.leads for one in every if one.is_ripe)
	return Responses(
		leads=sum(one.leads for one in every),
		answered=leads(ANSWERED),
		waiting=leads(OPEN),
		unanswered=leads(UNANSWERED),
		attempts=sum(one.attempts for one in every),
		attempted_in_vain=sum(one.attempted for one in every if one.standing not in ANSWERED),
		in_time=Tally(leads=leads(DECIDED), won=leads({Standing.IN_TIME})),
		opportunities=Tally(
			leads=ripe, won=sum(one.leads for one in every if one.is_ripe and one.has_opportunity)
		),
		won=Tally(leads=ripe, won=won),
		working=spread_of(working or {}),
		elapsed=spread_of(elapsed or {}),
	)


def by_bucket(found: Iterable[Alike], time: Time) -> Mapping[Bucket, list[Alike]]:
	"""All buckets, the fastest first, also those without any leads."""
	every: dict[Bucket, list[Alike]] = {bucket: [] for bucket in Bucket}
	for one in found:
		every[one.bucket(time)].append(one)
	return every
