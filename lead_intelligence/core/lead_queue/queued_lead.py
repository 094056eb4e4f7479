"""What is known of the leads of a rep when they are put in order. Moments are naive, in the system time zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType

from ..sla.open_clocks import OpenClocks


class StepKind(str, Enum):
	CALL = "Call"
	EMAIL = "E-Mail"
	MEETING = "Meeting"
	MESSAGE = "Message"
	OTHER = "Other"


SNOOZE = "Look Again"
"""The kind under which a snooze is stored beside the planned steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
	"""`until`: when a meeting is over; it is no step any more then. `planned_at`: None where nobody knows. `by`: who planned it."""

	name: str
	kind: StepKind
	due_at: datetime
	planned_at: datetime | None = None
	until: datetime | None = None
	note: str | None = None
	by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
	"""Its owner wants to see the lead no sooner than `until`, by what was known at `since`."""

	name: str
	until: datetime
	since: datetime
	note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSignal:
	"""The latest sign that a lead may buy now which nobody of ours has answered yet. `kind`: of the touch, or None where
	only the engagement rose, by `points`. `until`: so long it is hot, unless it is answered; None where it stays so."""

	at: datetime
	kind: str | None = None
	subject: str | None = None
	points: int | None = None
	until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
	"""One that the rep may answer. `due_at`: None where no time is set."""

	handed_at: datetime | None
	due_at: datetime | None = None
	by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedLead:
	"""`grade_rank`: 0 for the best grade of the live model; None for those without one. `clocks`: those that are open and the rep's to
	answer. `stagnant_since`: since when it is unattended for too long; `revisit_on`: of one in nurture only. `since`: since when it
	is on its stage, or there at all."""

	name: str
	grade: str | None = None
	grade_rank: int | None = None
	score: float | None = None
	since: datetime | None = None
	clocks: OpenClocks = field(default_factory=lambda: MappingProxyType({}))
	handover: Handover | None = None
	hot: HotSignal | None = None
	steps: tuple[PlannedStep, ...] = ()
	snooze: Snooze | None = None
	revisit_on: date | None = None
	stagnant_since: datetime | None = None
