"""What policies ask and what becomes of leads, in words: `keep_with(FIRST, asks(first="1:00"), now="10:00")`.

Times without a date are of Tuesday, 10 March 2026.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.sla.escalation import after_steps, due_steps
from lead_intelligence.core.sla.keeping import ClockDecision, Situation, keep
from lead_intelligence.core.sla.planning import started
from lead_intelligence.core.sla.policy import Action, EscalationStep, Offset
from lead_intelligence.core.sla.response_clock import Contact, Purpose, ResponseClock, Start
from lead_intelligence.core.sla.terms import Hours, Terms
from tests.unit.core.sla.by_the_minute import ALWAYS, OFFICE, a_calendar

FIRST, ACCEPTANCE, NEXT = Purpose.FIRST_RESPONSE, Purpose.ACCEPTANCE, Purpose.NEXT_TOUCH
DAY = "2026-03-10"
OFFICE_HOURS = Hours(working=a_calendar(*OFFICE), calendar="Office")
ANY_TIME = Hours(working=a_calendar(*ALWAYS), calendar="Always")
NOBODY_WORKS = Hours(working=a_calendar(), calendar="Empty")


def at(text: str) -> datetime:
	"""`at("10:00")`, or with a date before it."""
	return datetime.fromisoformat(text if "-" in text else f"{DAY} {text}")


def lasting(text: str) -> timedelta:
	hours, minutes = text.split(":")
	return timedelta(hours=int(hours), minutes=int(minutes))


def asks(
	first: str | None = None,
	next: str | None = None,
	acceptance: str | None = None,
	hours: Hours = OFFICE_HOURS,
	policy: str = "Policy v1",
	**more: Any,
) -> Terms:
	targets = {FIRST: first, NEXT: next, ACCEPTANCE: acceptance}
	found = {purpose: lasting(text) for purpose, text in targets.items() if text}
	return Terms(policy=policy, hours=hours, targets=found, **more)


def a_step(share: float | None = None, minutes: float | None = None, **more: Any) -> EscalationStep:
	more.setdefault("action", Action.NOTIFY_OWNER)
	return EscalationStep(offset=Offset(share=share, minutes=minutes), **more)


def a_clock(
	terms: Terms,
	since: str = "9:00",
	purpose: Purpose = FIRST,
	because: Start = Start.CREATED,
	**more: Any,
) -> ResponseClock:
	return replace(started(purpose, because, at(_padded(since)), terms, 1), **more)


def _padded(text: str) -> str:
	return text.zfill(5) if "-" not in text else text


def answer(when: str, by: str | None = "rep@example.com", touch: str | None = None) -> Contact:
	return Contact(at=at(_padded(when)), response=Response.ANSWER, by=by, how="Call", touch=touch)


def attempt(when: str) -> Contact:
	return Contact(at=at(_padded(when)), response=Response.ATTEMPT)


def kept(
	clocks: Sequence[ResponseClock], terms: Terms | None, now: str, *starts: Start, **more: Any
) -> ClockDecision:
	"""`starts`: what happened at `now`."""
	moment = at(_padded(now))
	situation = Situation(now=moment, starts=tuple((one, moment) for one in starts), **more)
	return keep(clocks, situation, terms)


def only(clocks: Iterable[ResponseClock], purpose: Purpose = FIRST) -> ResponseClock:
	(clock,) = (one for one in clocks if one.purpose is purpose)
	return clock


def swept(clock: ResponseClock, terms: Terms, now: str) -> tuple[ResponseClock, list[str]]:
	"""As a sweep leaves it, and the keys of the steps that it decided."""
	steps, calendar = terms.steps_for(clock.purpose), terms.hours.working
	keys = [key for key, _, _ in due_steps(clock, steps, calendar, at(_padded(now)))]
	return after_steps(clock, keys, steps, calendar), keys
