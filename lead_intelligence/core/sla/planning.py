"""By when a clock is due, and how that moves.

A due moment that has passed never moves because a lead is judged differently; a tighter target never makes a clock late by
itself. Working hours and holidays that are corrected do move it, either way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ..problems import Refused
from .escalation import following_step, pass_over
from .policy import EscalationStep
from .response_clock import Purpose, ResponseClock, Start
from .terms import Hours, Terms

_NONE = timedelta(0)


def due_after(hours: Hours, since: datetime, working: timedelta) -> datetime:
	"""By the clock on the wall where there is no working time, or not so much within ten years."""
	try:
		return hours.working.due(since, working)
	except Refused:
		return since + working


def started(
	purpose: Purpose,
	because: Start,
	at: datetime,
	terms: Terms,
	cycle: int,
	*,
	not_late_at: datetime | None = None,
) -> ResponseClock:
	"""A clock that begins at `at`. `not_late_at`: where it would be due before that, it counts from then on."""
	target = terms.targets[purpose]
	counts_from, due_at = at, due_after(terms.hours, at, target)
	if not_late_at and due_at < not_late_at:
		counts_from, due_at = not_late_at, due_after(terms.hours, not_late_at, target)
	clock = ResponseClock(
		purpose=purpose,
		cycle=cycle,
		started_at=at,
		because=because,
		counts_from=counts_from,
		target=target,
		allowed=target,
		due_at=due_at,
		policy=terms.policy,
		grade=terms.grade,
		calendar=terms.hours.calendar,
		zone=terms.hours.zone,
	)
	clock = following_step(clock, terms.steps_for(purpose), terms.hours.working)
	return paused(clock, at) if terms.is_paused and purpose is not Purpose.ACCEPTANCE else clock


def paused(clock: ResponseClock, at: datetime) -> ResponseClock:
	"""Its steps wait until it goes on. One that is overdue has nothing left to stop."""
	if clock.paused_since or clock.is_overdue(at):
		return clock
	return replace(clock, paused_since=at, next_step_at=None)


def resumed(
	clock: ResponseClock, at: datetime, hours: Hours, steps: tuple[EscalationStep, ...]
) -> ResponseClock:
	if clock.paused_since is None:
		return clock
	pause = hours.working.working_time(clock.paused_since, at)
	allowed = clock.allowed + pause
	clock = replace(
		clock,
		paused_since=None,
		paused_for=clock.paused_for + pause,
		allowed=allowed,
		due_at=due_after(hours, clock.counts_from, allowed),
	)
	return following_step(clock, steps, hours.working)


def agreed_anew(clock: ResponseClock, terms: Terms, now: datetime) -> ResponseClock:
	"""Another grade, policy, territory or target: the clock follows, and what was passed before `now` stays as it was."""
	was_overdue, before = clock.is_overdue(now), clock
	clock = replace(
		clock,
		policy=terms.policy,
		grade=terms.grade,
		calendar=terms.hours.calendar,
		zone=terms.hours.zone,
	)
	if not was_overdue:
		clock = _with_target(clock, terms.targets[clock.purpose], terms.hours, now)
	if clock.paused_since:
		return clock
	steps = terms.steps_for(clock.purpose)
	clock = pass_over(clock, steps, terms.hours.working, now, pending_since=before.next_step_at)
	return following_step(clock, steps, terms.hours.working)


def _with_target(clock: ResponseClock, target: timedelta, hours: Hours, now: datetime) -> ResponseClock:
	if target == clock.target:
		return replace(clock, due_at=due_after(hours, clock.counts_from, clock.allowed))
	from_start = target + clock.paused_for
	due_at = due_after(hours, clock.started_at, from_start)
	reckoned_at = clock.paused_since or now
	if due_at >= reckoned_at:
		return replace(clock, counts_from=clock.started_at, target=target, allowed=from_start, due_at=due_at)
	due_at = due_after(hours, reckoned_at, target)
	if due_at >= clock.due_at:
		return clock
	return replace(clock, counts_from=reckoned_at, target=target, allowed=target, due_at=due_at)


def by_present_hours(
	clock: ResponseClock, hours: Hours, steps: tuple[EscalationStep, ...], now: datetime
) -> ResponseClock:
	"""After working hours, holidays or time zones were changed: due as if they had been so from the start."""
	due_at = due_after(hours, clock.counts_from, clock.allowed)
	if due_at == clock.due_at:
		return clock
	before, clock = clock, replace(clock, due_at=due_at, zone=hours.zone)
	if clock.paused_since:
		return clock
	clock = pass_over(clock, steps, hours.working, now, pending_since=before.next_step_at)
	return following_step(clock, steps, hours.working)
