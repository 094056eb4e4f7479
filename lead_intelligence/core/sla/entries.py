"""What the journey says of a clock: why it began, by when an answer was due and by which hours, and what came of it."""

from __future__ import annotations

from datetime import datetime

from ..history.clock_entry import ClockEntry, ClockEvent
from .response_clock import ResponseClock, State

_TOUCH = "Lead Touch"


def started_entry(clock: ResponseClock) -> ClockEntry:
	return _entry(ClockEvent.STARTED, clock, clock.started_at, because=clock.because.value)


def ended_entry(clock: ResponseClock, at: datetime) -> ClockEntry:
	because = clock.closed_because.value if clock.closed_because else None
	return _entry(ClockEvent.ENDED, clock, at, because=because, outcome=_outcome(clock))


def overdue_entry(clock: ResponseClock) -> ClockEntry:
	return _entry(ClockEvent.OVERDUE, clock, clock.due_at)


def changed_entry(before: ResponseClock, after: ResponseClock, now: datetime) -> ClockEntry | None:
	"""None where nothing changed that anybody would notice."""
	was_due = str(before.due_at)
	if after.paused_since and not before.paused_since:
		return _entry(ClockEvent.PAUSED, after, now)
	if before.paused_since and not after.paused_since:
		return _entry(ClockEvent.RESUMED, after, now, was_due=was_due)
	if after.due_at != before.due_at:
		return _entry(ClockEvent.MOVED, after, now, was_due=was_due, was_grade=before.grade)
	return None


def answered_entry(before: ResponseClock, after: ResponseClock, now: datetime) -> ClockEntry | None:
	"""An answer is entered when it was given. That it is corrected is entered when that became known."""
	if after.answered_at is None or after.answered_at == before.answered_at:
		return None
	record = (_TOUCH, after.touch) if after.touch else None
	said: dict[str, object] = {
		"outcome": _outcome(after),
		"by": after.answered_by,
		"how": after.answered_how,
		"answered_at": str(after.answered_at),
		"working_seconds": int(after.working.total_seconds()) if after.working is not None else None,
		"elapsed_seconds": int(after.elapsed.total_seconds()) if after.elapsed is not None else None,
	}
	if before.is_open:
		return _entry(ClockEvent.ANSWERED, after, after.answered_at, record=record, **said)
	was = {
		"was_outcome": _outcome(before),
		"was_answered_at": str(before.answered_at) if before.answered_at else None,
	}
	return _entry(ClockEvent.CORRECTED, after, now, record=record, **said, **was)


def _outcome(clock: ResponseClock) -> str | None:
	outcome: State | None = clock.outcome
	return outcome.value if outcome else None


def _entry(
	event: ClockEvent,
	clock: ResponseClock,
	at: datetime,
	*,
	record: tuple[str, str] | None = None,
	**more: object,
) -> ClockEntry:
	evidence: dict[str, object] = {
		"purpose": clock.purpose.value,
		"due_at": str(clock.due_at),
		"target_seconds": int(clock.target.total_seconds()),
		"policy": clock.policy,
		"grade": clock.grade,
		"calendar": clock.calendar,
		"zone": clock.zone,
		**more,
	}
	told = {key: value for key, value in evidence.items() if value is not None}
	return ClockEntry(event=event, at=at, cycle=clock.cycle, evidence=told, record=record)
