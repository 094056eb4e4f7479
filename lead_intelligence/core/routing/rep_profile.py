"""What is laid down about a rep, and what is known of them whatever the moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .rep import SkillKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
	"""Whole days, the last one included."""

	first: date
	last: date

	def has(self, day: date) -> bool:
		return self.first <= day <= self.last

	@property
	def days(self) -> int:
		return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfOffice:
	"""The switch is on. `since`: None for always; `until`: None until it is turned off. Naive, system time zone."""

	since: datetime | None = None
	until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepProfile:
	"""`sells`: has a role of sales. `has_left`: is no active employee any more. `weight`: above 0. `capacity`: 0 or more. `calendar`,
	`time_zone`, `holiday_list`, `company`: by whose clock and on which days the rep works. `passes_on`: leads that wait for an answer
	go to others while the rep is away."""

	user: str
	name: str = ""
	is_enabled: bool = True
	sells: bool = True
	has_left: bool = False
	takes_no_leads: bool = False
	weight: float = 1.0
	capacity: float = 50.0
	daily_limit: int = 0
	hourly_limit: int = 0
	active_since: date | None = None
	back_since: date | None = None
	ramp_up_days: int = 0
	out_of_office: OutOfOffice | None = None
	leaves: tuple[Leave, ...] = ()
	languages: frozenset[str] = frozenset()
	skills: Mapping[tuple[SkillKind, str], int] = field(default_factory=dict)
	calendar: str | None = None
	time_zone: str | None = None
	holiday_list: str | None = None
	company: str | None = None
	passes_on: bool = True


def joined(leaves: Iterable[Leave]) -> tuple[Leave, ...]:
	"""In their order, those that touch or overlap as one."""
	found: list[Leave] = []
	for leave in sorted(leaves, key=lambda one: (one.first, one.last)):
		if leave.last < leave.first:
			continue
		if found and leave.first <= found[-1].last + timedelta(days=1):
			found[-1] = Leave(first=found[-1].first, last=max(found[-1].last, leave.last))
		else:
			found.append(leave)
	return tuple(found)
