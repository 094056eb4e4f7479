"""Those who can be given leads, as they stand at the moment of a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from ..snapshot.values import Value


class SkillKind(str, Enum):
	PRODUCT = "Product"
	SECTOR = "Sector"


class Away(str, Enum):
	"""Why somebody takes no leads for a day or longer, or at all."""

	DISABLED_USER = "disabled_user"
	NO_SALES_ROLE = "no_sales_role"
	NO_NEW_LEADS = "no_new_leads"
	OUT_OF_OFFICE = "out_of_office"
	LEAVE = "leave"
	HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
	"""`until`: naive, system time zone; None where nobody knows."""

	why: Away
	until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
	"""Of leads that somebody had, or a team: how many have their outcome, and how many of these were converted."""

	decided: int = 0
	converted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rep:
	"""`weight`: above 0. `capacity`: how much open work at a time, weighted by grade; 0 for none. `load`: what is open now.
	`daily_limit`, `hourly_limit`: 0 for none. `ramp`: the share of the capacity that counts, below 1 for those who have just begun
	or come back. `off_until`: outside of the working hours now, and until when (naive, system time zone). `languages`: codes;
	`skills`: the level, from 1 to 5, by kind and name."""

	user: str
	name: str = ""
	weight: float = 1.0
	capacity: float = 50.0
	load: float = 0.0
	taken_today: int = 0
	daily_limit: int = 0
	taken_this_hour: int = 0
	hourly_limit: int = 0
	ramp: float = 1.0
	absence: Absence | None = None
	is_off: bool = False
	off_until: datetime | None = None
	languages: frozenset[str] = frozenset()
	skills: Mapping[tuple[SkillKind, str], int] = field(default_factory=dict)
	record: Record = Record()

	@property
	def room(self) -> float:
		"""What still fits in."""
		return self.capacity * self.ramp - self.load


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
	"""What a lead asks of whoever gets it. `weight`: how much of a capacity it takes. `products`: product lines that it is interested
	in, each with those above it, nearest first. `not_to`: who must not get it, with a reason that a person can read (`refused`,
	`breach`, `absent`, `leaving`). `account_owner`, `previous_owner`: users, where there are any; `account`: of which customer or prospect."""

	lead: str
	grade: str | None = None
	weight: float = 1.0
	language: str | None = None
	products: tuple[str, ...] = ()
	sector: str | None = None
	account_owner: str | None = None
	account: str | None = None
	previous_owner: str | None = None
	not_to: Mapping[str, str] = field(default_factory=dict)


Seen = tuple[tuple[str, Value], ...]
"""What a condition looked at: names of fields with their values."""
