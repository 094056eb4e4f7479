"""Calendars, terms and evenings for leads to live through, and when the slow reference finds that they are due."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from hypothesis import strategies as st

from lead_intelligence.core.sla.policy import Begin
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.sla.terms import Hours, Terms
from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from tests.unit.core.sla import by_the_minute
from tests.unit.core.sla.by_the_minute import (
	ALWAYS,
	LORD_HOWE,
	NEW_YORK,
	OFFICE,
	PARIS,
	a_calendar,
	minutes_between,
	on,
)
from tests.unit.core.sla.of_clocks import a_step

MINUTE = timedelta(minutes=1)
CALENDARS = {
	"Office": a_calendar(*OFFICE),
	"Nights": a_calendar(*on(range(7), ("0:00", "4:00"), ("22:00", "24:00"))),
	"Always": a_calendar(*ALWAYS),
	"New York": a_calendar(*OFFICE, zone=NEW_YORK, system=PARIS),
	"Lord Howe": a_calendar(*on(range(7), ("1:00", "3:00")), zone=LORD_HOWE, system=PARIS),
	"Nobody": a_calendar(),
}
# The evenings before clocks change somewhere, before a leap day, and an ordinary one.
EVENINGS = [
	(2026, 3, 28),
	(2026, 10, 24),
	(2026, 3, 7),
	(2026, 10, 31),
	(2026, 4, 4),
	(2028, 2, 28),
	(2026, 5, 8),
]
STEPS = [
	a_step(share=0.5),
	a_step(share=1.5),
	a_step(minutes=-15),
	a_step(minutes=60, purpose=Purpose.NEXT_TOUCH),
]
CONTACTED = (Purpose.FIRST_RESPONSE, Purpose.NEXT_TOUCH)
MINUTES = st.sampled_from([1, 5, 14, 15, 30, 59, 60, 61, 180, 480, 1440, 4 * 1440])
TARGETS = st.sampled_from([15, 30, 60, 60, 240])


@lru_cache(maxsize=100_000)
def reference_due(calendar: WorkingCalendar, since: datetime, minutes: int) -> datetime:
	if not calendar.spans:
		return since + minutes * MINUTE
	return by_the_minute.due_after(calendar, since, minutes)


@lru_cache(maxsize=100_000)
def reference_time(calendar: WorkingCalendar, since: datetime, until: datetime) -> timedelta:
	return minutes_between(calendar, since, until) * MINUTE


def some_terms(calendar, first, next_touch, version, paused, begins, again, steps) -> Terms:
	targets = {Purpose.FIRST_RESPONSE: first, Purpose.NEXT_TOUCH: next_touch}
	return Terms(
		policy=f"Policy v{version}",
		hours=Hours(working=CALENDARS[calendar], calendar=calendar),
		grade=str(first),
		targets={purpose: minutes * MINUTE for purpose, minutes in targets.items() if minutes},
		begins=begins,
		again_on_hot_touch=again,
		is_paused=paused,
		steps=tuple(steps),
	)


TERMS = st.builds(
	some_terms,
	st.sampled_from([*CALENDARS]),
	st.sampled_from([15, 30, 60, 60, 240, None]),
	st.sampled_from([15, 60, 240, None]),
	st.integers(1, 2),
	st.sampled_from([False, False, False, True]),
	st.sampled_from([Begin.CREATION, Begin.CREATION, Begin.MQL]),
	st.sampled_from([True, True, False]),
	st.lists(st.sampled_from(STEPS), unique=True),
)
