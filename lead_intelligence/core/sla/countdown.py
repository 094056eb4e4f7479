"""How an open clock stands at a moment, for those who watch it: what is left or overdue, and whether time passes for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..problems import Refused
from .response_clock import ResponseClock
from .terms import Hours

_NONE: Final = timedelta(0)
_SOON_SHARE: Final = 4
_SOON_TIME: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countdown:
	"""`left`: working time until it is due; `late`: since then. `soon`: when no more than that is left, it is nearly due.

	`ticks_until`: it ticks, and so long; None with `is_ticking` where no end is in sight. `ticks_from`: when it goes on; None
	where nobody knows.
	"""

	left: timedelta
	late: timedelta
	soon: timedelta
	is_ticking: bool
	ticks_until: datetime | None = None
	ticks_from: datetime | None = None


def countdown(clock: ResponseClock, hours: Hours, now: datetime) -> Countdown:
	"""Of a clock that is open. One that is paused shows what was left when it was stopped."""
	working = hours.working
	seen_at = clock.paused_since or now
	left, late = working.working_time(seen_at, clock.due_at), working.working_time(clock.due_at, seen_at)
	soon = max(clock.target / _SOON_SHARE, min(_SOON_TIME, clock.target / 2))
	if clock.paused_since:
		return Countdown(left=left, late=late, soon=soon, is_ticking=False)
	if working.is_working(now):
		until = working.working_until(now)
		return Countdown(left=left, late=late, soon=soon, is_ticking=True, ticks_until=until)
	try:
		begins = working.next_working_moment(now)
	except Refused:
		# Nobody ever works: then it is due by the clock on the wall.
		left, late = max(clock.due_at - now, _NONE), max(now - clock.due_at, _NONE)
		return Countdown(left=left, late=late, soon=soon, is_ticking=True)
	return Countdown(left=left, late=late, soon=soon, is_ticking=False, ticks_from=begins)
