"""When somebody is to hear of a clock: the moments of its escalation steps, and of its breach, each of which comes once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..problems import Refused
from .policy import Action, EscalationStep, Offset
from .response_clock import ResponseClock, State
from .working_calendar import WorkingCalendar

_NONE: Final = timedelta(0)
BREACH: Final = "breach"
"""The key of the step that every clock has: at its due moment its journey says that it is overdue."""
_ASKING: Final = frozenset({Action.REASSIGN, Action.RAISE_PRIORITY})


def moment_of(offset: Offset, clock: ResponseClock, calendar: WorkingCalendar) -> datetime:
	"""Never before the clock began to count."""
	return _moment(_beyond_due(offset, clock), clock, calendar)


def _beyond_due(offset: Offset, clock: ResponseClock) -> timedelta:
	if offset.share is not None:
		return clock.target * (offset.share - 1)
	return timedelta(minutes=offset.minutes or 0)


def _moment(beyond: timedelta, clock: ResponseClock, calendar: WorkingCalendar) -> datetime:
	if not beyond:
		return clock.due_at
	try:
		return calendar.due(clock.counts_from, max(clock.allowed + beyond, _NONE))
	except Refused:
		return max(clock.due_at + beyond, clock.counts_from)


def moments(
	clock: ResponseClock, steps: Sequence[EscalationStep], calendar: WorkingCalendar
) -> Mapping[str, datetime]:
	"""By the key of the step."""
	found = {step.key: moment_of(step.offset, clock, calendar) for step in steps}
	return {**found, BREACH: clock.due_at}


def following_step(
	clock: ResponseClock, steps: Sequence[EscalationStep], calendar: WorkingCalendar
) -> ResponseClock:
	"""With the moment of the first step that is not decided yet. Of a clock that is paused, none comes."""
	if clock.paused_since:
		return replace(clock, next_step_at=None)
	left = [_beyond_due(step.offset, clock) for step in steps if step.key not in clock.steps_done]
	first = min(left, default=None)
	if BREACH in clock.steps_done:
		next_step_at = None if first is None else _moment(first, clock, calendar)
	elif first is None or first >= _NONE:
		next_step_at = clock.due_at
	else:
		next_step_at = min(_moment(first, clock, calendar), clock.due_at)
	return replace(clock, next_step_at=next_step_at)


def pass_over(
	clock: ResponseClock,
	steps: Sequence[EscalationStep],
	calendar: WorkingCalendar,
	now: datetime,
	*,
	pending_since: datetime | None,
) -> ResponseClock:
	"""Steps that a change has put into the past are not done late. Those from `pending_since` on were due already, and a breach
	is never passed over."""
	since = min(pending_since, now) if pending_since else now
	passed = {
		key for key, at in moments(clock, steps, calendar).items() if at < since and key != BREACH
	} - clock.steps_done
	return replace(clock, steps_done=clock.steps_done | passed) if passed else clock


def due_steps(
	clock: ResponseClock, steps: Sequence[EscalationStep], calendar: WorkingCalendar, now: datetime
) -> list[tuple[str, datetime, EscalationStep | None]]:
	"""Those that are to be decided by now, the earliest first: key, moment and step, None for the breach. Of a clock that is closed
	or paused, those that had come before it was. At its very due moment a clock is not overdue yet."""
	ended_at = clock.paused_since if clock.is_open else clock.answered_at or clock.closed_at
	until = min(now, ended_at or now)
	by_key = {step.key: step for step in steps}
	found = [
		(key, at, by_key.get(key))
		for key, at in moments(clock, steps, calendar).items()
		if key not in clock.steps_done and (at < until or (at == until and key != BREACH))
	]
	return sorted(found, key=lambda one: (one[1], one[0] != BREACH))


def after_steps(
	clock: ResponseClock,
	decided: Sequence[str],
	steps: Sequence[EscalationStep],
	calendar: WorkingCalendar,
) -> ResponseClock:
	"""With these steps decided. Of a closed clock, none follows."""
	clock = replace(clock, steps_done=clock.steps_done | frozenset(decided))
	return following_step(clock, steps, calendar) if clock.is_open else replace(clock, next_step_at=None)


def is_still_done(clock: ResponseClock, at: datetime, action: Action) -> bool:
	"""Whether a step that came at `at` is done now. Of a clock that has closed since, nothing is asked of anybody any more: it is
	only told that it was breached."""
	if clock.is_open:
		return True
	was_breached = clock.outcome in (State.LATE, State.BREACHED)
	return was_breached and at >= clock.due_at and action not in _ASKING
