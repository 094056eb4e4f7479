"""How a clock ends: by an answer, in time or late, or without one. Evidence that comes later can correct an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..engagement.touch import Response
from .planning import due_after, pause_of
from .response_clock import Contact, Ending, Purpose, ResponseClock, Start, State
from .response_times import Stopwatch
from .terms import Hours

_NONE: Final = timedelta(0)
CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
"""An answer so shortly before the lead was due it is taken for one at that moment: the clocks of telephone systems differ."""


def answered(clock: ResponseClock, contact: Contact, hours: Hours) -> ResponseClock:
	at = max(contact.at, clock.started_at)
	pause = pause_of(clock, at, hours)
	due_at = due_after(hours, clock.counts_from, clock.allowed + pause) if pause else clock.due_at
	working = hours.working.working_time(clock.started_at, at) - clock.paused_for - pause
	elapsed = Stopwatch(system_zone=hours.working.system_zone).elapsed(clock.started_at, at)
	in_time = min(at, clock.paused_since or at) <= clock.due_at
	return replace(
		_closed(clock, at),
		paused_since=None,
		paused_for=clock.paused_for + pause,
		due_at=due_at,
		answered_at=at,
		answered_by=contact.by,
		answered_how=contact.how,
		touch=contact.touch,
		working=max(working, _NONE),
		elapsed=max(elapsed, _NONE),
		closed_at=at,
		closed_because=None,
		outcome=State.MET if in_time else State.LATE,
	)


def ended(clock: ResponseClock, because: Ending, at: datetime) -> ResponseClock:
	"""Without an answer. What was overdue then was breached for good."""
	outcome = State.BREACHED if clock.is_overdue(at) else State.NOT_APPLICABLE
	return replace(_closed(clock, at), closed_at=at, closed_because=because, outcome=outcome)


def _closed(clock: ResponseClock, at: datetime) -> ResponseClock:
	"""A step that was due before is still to be decided."""
	is_pending = clock.next_step_at is not None and clock.next_step_at <= at
	return clock if is_pending else replace(clock, next_step_at=None)


def with_contacts(clock: ResponseClock, contacts: Sequence[Contact], hours: Hours) -> ResponseClock:
	"""The clock as the contacts tell, whenever they became known; the same if they tell nothing new.

	Of answers the earliest counts that came when the lead was due one; one that is known already is not given up for a later one.
	"""
	if clock.purpose is Purpose.ACCEPTANCE:
		return clock
	mine = [one for one in contacts if _concerns(clock, one.at)]
	answers = [one for one in mine if one.response is Response.ANSWER]
	first = min(answers, key=lambda one: (one.at, one.touch or ""), default=None)
	if first and (clock.answered_at is None or max(first.at, clock.started_at) < clock.answered_at):
		clock = answered(clock, first, hours)
	attempts = [one.at for one in mine if one.response is Response.ATTEMPT]
	if clock.answered_at:
		attempts = [at for at in attempts if at < clock.answered_at]
	return replace(clock, attempts=len(attempts), last_attempt_at=max(attempts, default=None))


def _concerns(clock: ResponseClock, at: datetime) -> bool:
	"""The answer that a next touch follows on is not that touch, nor was a hot touch answered before it came."""
	if clock.purpose is Purpose.NEXT_TOUCH:
		begun = at > clock.started_at
	elif clock.because is Start.HOT_TOUCH:
		begun = at >= clock.started_at
	else:
		begun = at >= clock.started_at - CLOCKS_DIFFER_BY
	ended_at = clock.closed_at if clock.closed_because else None
	return begun and (ended_at is None or at <= ended_at)
