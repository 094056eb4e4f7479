"""By when a clock is due, and how that moves.

A due moment that has passed never moves because a lead is judged differently; a tighter target never makes a clock late by
itself. Working hours and holidays that are corrected do move it, either way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..problems import Refused
from .escalation import following_step, pass_over
from .policy import EscalationStep
from .response_clock import Purpose, ResponseClock, Start
from .terms import Hours, Terms

_NONE: Final = timedelta(0)


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
	due_at: datetime | None = None,
) -> ResponseClock:
	"""A clock that begins at `at`. `not_late_at`: where it would be due before that, it counts from then on. `due_at`: where that is
	settled already."""
	target = terms.targets[purpose]
	counts_from, due_at = at, due_at or due_after(terms.hours, at, target)
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
	return paused(clock, counts_from) if terms.is_paused and purpose is not Purpose.ACCEPTANCE else clock


def paused(clock: ResponseClock, at: datetime) -> ResponseClock:
	"""Its steps wait until it goes on. One that is overdue has nothing left to stop."""
	if clock.paused_since or clock.is_overdue(at):
		return clock
	return replace(clock, paused_since=at, next_step_at=None)


def pause_of(clock: ResponseClock, at: datetime, hours: Hours) -> timedelta:
	"""How much time of a clock that is paused has stood still until `at`: measured as its due moment is."""
	since = clock.paused_since
	if since is None or at <= since:
		return _NONE
	try:
		hours.working.due(clock.counts_from, clock.allowed)
	except Refused:
		return at - since
	return hours.working.working_time(since, at)


def resumed(
	clock: ResponseClock, at: datetime, hours: Hours, steps: tuple[EscalationStep, ...]
) -> ResponseClock:
	if clock.paused_since is None:
		return clock
	pause = pause_of(clock, at, hours)
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
	before, hours = clock, terms.hours
	has_other_hours = (clock.calendar, clock.zone) != (hours.calendar, hours.zone)
	clock = replace(clock, policy=terms.policy, grade=terms.grade, calendar=hours.calendar, zone=hours.zone)
	if not before.is_overdue(now):
		clock = _with_target(clock, terms.targets[clock.purpose], hours, now, has_other_hours)
	elif has_other_hours:
		# What comes after the due moment is counted from there on, by the other hours.
		clock = replace(clock, counts_from=clock.due_at, allowed=_NONE)
	return _stepping_on(clock, before, hours, terms.steps_for(clock.purpose), now)


def _with_target(
	clock: ResponseClock, target: timedelta, hours: Hours, now: datetime, has_other_hours: bool
) -> ResponseClock:
	if target == clock.target:
		since, allowed = clock.counts_from, clock.allowed
	else:
		since, allowed = clock.started_at, target + clock.paused_for
	due_at = due_after(hours, since, allowed)
	reckoned_at = clock.paused_since or now
	if due_at < reckoned_at:
		since, allowed, due_at = reckoned_at, target, due_after(hours, reckoned_at, target)
		if due_at >= clock.due_at and not has_other_hours:
			return clock
	return replace(clock, counts_from=since, target=target, allowed=allowed, due_at=due_at)


def by_present_hours(
	clock: ResponseClock, hours: Hours, steps: tuple[EscalationStep, ...], now: datetime
) -> ResponseClock:
	"""After working hours, holidays or time zones were changed: due as if they had been so from the start."""
	if not clock.is_open:
		return clock
	before, due_at = clock, due_after(hours, clock.counts_from, clock.allowed)
	clock = replace(clock, due_at=due_at, zone=hours.zone)
	if clock.is_overdue(now):
		clock = replace(clock, paused_since=None)
	return _stepping_on(clock, before, hours, steps, now)


def _stepping_on(
	clock: ResponseClock,
	before: ResponseClock,
	hours: Hours,
	steps: tuple[EscalationStep, ...],
	now: datetime,
) -> ResponseClock:
	"""Steps of a clock that is paused wait until it goes on."""
	if not clock.paused_since:
		clock = pass_over(clock, steps, hours.working, now, pending_since=before.next_step_at)
	return following_step(clock, steps, hours.working)
