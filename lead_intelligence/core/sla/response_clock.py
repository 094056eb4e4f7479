"""One clock: by when a lead is to be answered, and what came of it. Its state is worked out whenever it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from ..engagement.touch import Response


class Purpose(str, Enum):
	FIRST_RESPONSE = "First Response"
	ACCEPTANCE = "Acceptance"
	NEXT_TOUCH = "Next Touch"


class State(str, Enum):
	RUNNING = "Running"
	PAUSED = "Paused"
	MET = "Met"
	LATE = "Late"
	BREACHED = "Breached"
	NOT_APPLICABLE = "Not Applicable"


class Start(str, Enum):
	"""Why a lead became due an answer."""

	CREATED = "Created"
	MQL = "Became MQL"
	RELEASED = "Released"
	CAME_BACK = "Came Back"
	DUE_AGAIN = "Due Again"
	HOT_TOUCH = "Hot Touch"
	HANDED_OVER = "Handed Over"
	ANSWERED = "Answered"


class Ending(str, Enum):
	"""Why a clock ended without an answer."""

	CONVERTED = "Converted"
	PUT_ASIDE = "Put Aside"
	PUT_BACK = "Put Back"
	ENDED = "Lead Ended"
	NOT_TO_BE_CONTACTED = "Not To Be Contacted"
	NO_POLICY = "No Policy Applies"
	WITHDRAWN = "Withdrawn"
	MERGED = "Merged"
	DELETED = "Lead Deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
	"""Somebody of ours answered the lead at `at`, or tried to. `how`: the kind of the touch, `touch` its name."""

	at: datetime
	response: Response
	by: str | None = None
	how: str | None = None
	touch: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseClock:
	"""Moments are naive, in the system time zone; spans are working time, but for `elapsed`.

	`counts_from`: since when time is counted: `started_at`, or when the lead was given a tighter target. `allowed`: how much of it may
	pass until it is due: the target and the pauses since. `paused_for`: all pauses that are over. `steps_done`: the keys of escalation steps that are decided. `outcome`: its last
	state, None while it is open. `name`: None until it is stored.
	"""

	purpose: Purpose
	cycle: int
	started_at: datetime
	because: Start
	counts_from: datetime
	target: timedelta
	allowed: timedelta
	due_at: datetime
	name: str | None = None
	policy: str | None = None
	grade: str | None = None
	calendar: str | None = None
	zone: str | None = None
	paused_since: datetime | None = None
	paused_for: timedelta = timedelta(0)
	answered_at: datetime | None = None
	answered_by: str | None = None
	answered_how: str | None = None
	touch: str | None = None
	working: timedelta | None = None
	elapsed: timedelta | None = None
	attempts: int = 0
	last_attempt_at: datetime | None = None
	closed_at: datetime | None = None
	closed_because: Ending | None = None
	outcome: State | None = None
	steps_done: frozenset[str] = frozenset()
	next_step_at: datetime | None = None
	raised: bool = False

	@property
	def is_open(self) -> bool:
		return self.outcome is None

	def is_overdue(self, now: datetime) -> bool:
		"""A clock that stands still has not run out, unless it had before."""
		return self.is_open and (self.paused_since or now) > self.due_at

	def state(self, now: datetime) -> State:
		if self.outcome is not None:
			return self.outcome
		if self.is_overdue(now):
			return State.BREACHED
		return State.PAUSED if self.paused_since else State.RUNNING
