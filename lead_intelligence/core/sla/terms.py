"""What the policy that applies asks of one lead at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .policy import Begin, EscalationStep
from .response_clock import Purpose
from .working_calendar import WorkingCalendar
from .working_week import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
	"""Working hours, and what they are called: the working calendar, and the time zone by which it is read where it has none
	of its own. None for the defaults."""

	working: WorkingCalendar
	calendar: str | None = None
	zone: str | None = None


ROUND_THE_CLOCK: Final = Hours(
	working=WorkingCalendar(
		spans=tuple(Span(weekday=weekday, start=timedelta(0), end=timedelta(days=1)) for weekday in range(7)),
		zone=ZoneInfo("UTC"),
		system_zone=ZoneInfo("UTC"),
	)
)
"""All time is working time, by the clock on the wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
	"""`policy`: the version that applies. `targets`: only of those purposes that have one. `is_paused`: its pause condition holds."""

	policy: str
	hours: Hours
	grade: str | None = None
	targets: Mapping[Purpose, timedelta] = field(default_factory=dict)
	begins: Begin = Begin.CREATION
	again_on_hot_touch: bool = True
	is_paused: bool = False
	steps: tuple[EscalationStep, ...] = ()

	def steps_for(self, purpose: Purpose) -> tuple[EscalationStep, ...]:
		return tuple(step for step in self.steps if step.purpose in (None, purpose))
