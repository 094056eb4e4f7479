"""One line of a file of history: who it is about, and what happened to them when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Final

from ..qualification.stages import BESIDE, LADDER, Stage, rank
from .meanings import Meaning

_ORDER: Final = {stage: number for number, stage in enumerate((*LADDER, Stage.NURTURE, Stage.DISQUALIFIED))}

_PERSON: Final = (Meaning.FIRST_NAME.value, Meaning.LAST_NAME.value)


class DealOutcome(str, Enum):
	OPEN = "Open"
	WON = "Won"
	LOST = "Lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDeal:
	"""Times are naive, in the system time zone; those that nobody knows are None, and so is an unknown amount. `owner`: a user, as
	the file names them."""

	outcome: DealOutcome
	opened_at: datetime | None = None
	closed_at: datetime | None = None
	amount: Decimal | None = None
	owner: str | None = None

	@property
	def is_negative(self) -> bool:
		"""Closed before it was opened."""
		return bool(self.opened_at and self.closed_at and self.closed_at < self.opened_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
	at: datetime
	by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
	"""`texts`: what the file says beside dates, by meaning's name. `stages`: when each was reached first. `first_contact`: naive, in the
	system time zone as all times."""

	line: int
	stages: Mapping[Stage, datetime]
	lead_id: str | None = None
	own_number: str | None = None
	email: str | None = None
	texts: Mapping[str, str] = field(default_factory=dict)
	first_contact: datetime | None = None
	answer: PastAnswer | None = None
	deal: PastDeal | None = None

	@property
	def begins_at(self) -> datetime:
		"""The first moment that is known of the lead. A line without any is never made."""
		deal, answer = self.deal, self.answer
		moments = [self.first_contact, *self.stages.values(), answer.at if answer else None]
		moments += [deal.opened_at, deal.closed_at] if deal else []
		return min(moment for moment in moments if moment)

	@property
	def came_in_at(self) -> datetime:
		"""The first contact, or else the first stage."""
		return self.first_contact or min(self.stages.values(), default=self.begins_at)

	@property
	def shown_name(self) -> str:
		"""What people know the lead by."""
		person = " ".join(self.texts[name] for name in _PERSON if name in self.texts)
		return (
			person
			or self.texts.get(Meaning.COMPANY_NAME.value)
			or self.own_number
			or self.email
			or self.lead_id
			or ""
		)

	@property
	def is_out_of_order(self) -> bool:
		"""Whether a rung of the ladder was reached before one that lies below it."""
		steps = [stage for stage, _at in in_order(self.stages) if stage not in BESIDE]
		return any(rank(after) < rank(before) for before, after in pairwise(steps))


def in_order(stages: Mapping[Stage, datetime]) -> list[tuple[Stage, datetime]]:
	"""As they were reached; at one moment, from the bottom up, and what lies beside the ladder last."""
	return sorted(stages.items(), key=lambda step: (step[1], _ORDER[step[0]]))


def stands_on(stages: Mapping[Stage, datetime]) -> tuple[Stage, datetime] | None:
	"""The highest rung, unless the lead was put aside after it had got there; and since when. None without any stage."""
	climbed = [stage for stage in stages if stage not in BESIDE]
	aside = [(stage, at) for stage, at in in_order(stages) if stage in BESIDE]
	highest = max(climbed, key=rank, default=None)
	if highest is None:
		return aside[-1] if aside else None
	if aside and aside[-1][1] >= max(stages[stage] for stage in climbed):
		return aside[-1]
	return highest, stages[highest]
