"""Where a lead stands, how it got from one stage to another, and what a decision leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final

from .stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
	"""`cycle`: 0 for leads that were placed as history, which are neither handed over nor told of until they are released;
	from 1 on the number of the present attempt. `proposed`: the stage whose criteria are met and into which nobody has
	moved the lead yet. `due_at`: by when its open hand-over is to be accepted; None where there is none. Times are naive, in
	the system time zone; `since` is None where nobody knows it."""

	stage: Stage | None = None
	since: datetime | None = None
	cycle: int = 0
	proposed: Stage | None = None
	definition: str | None = None
	revisit_on: date | None = None
	due_at: datetime | None = None

	@property
	def is_of_the_past(self) -> bool:
		"""Whether an import of history has put it there, and neither people nor an agreement have since then."""
		return self.stage is not None and self.cycle == 0 and self.definition is None


NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
	"""What else decides on the stage of a lead.

	`takes_part`: not if it is disabled or not to be contacted. `is_history`: it is older than the agreement or was imported.
	`converted`: what ERPNext has made of it already, and when, where that is known and the lead was not placed yet. `is_new`: it is being
	made just now, by people or visitors. `created`: when it was made. `has_records`: its status says that ERPNext has made something of it.
	`is_unowned`: it belongs to nobody.
	"""

	takes_part: bool = True
	has_ended: bool = False
	is_history: bool = False
	converted: Stage | None = None
	converted_at: datetime | None = None
	is_new: bool = False
	created: datetime | None = None
	has_records: bool = False
	is_unowned: bool = False


ORDINARY: Final = Circumstances()


class Act(str, Enum):
	"""What a row of the journey about stages says."""

	MOVED = "Stage changed"
	HANDED_OVER = "Handed over"
	ACCEPTED = "Accepted"
	REFUSED = "Refused"
	LAPSED = "Lapsed"
	CONTESTED = "Contested"
	GATE_OPENED = "Gate opened"
	GATE_BYPASSED = "Gate bypassed"
	RELEASED = "Released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
	"""One row for the journey. `at` is None when nobody knows when it happened. `evidence`: plain JSON data."""

	act: Act
	before: Stage | None
	after: Stage | None
	at: datetime | None
	cycle: int
	reason: str | None = None
	evidence: Mapping[str, object] = field(default_factory=dict)
	record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
	"""`opens_handover`: sales is to accept or refuse the lead by `place.due_at`. `closes_handover`: an open one is over."""

	place: Place
	steps: tuple[Step, ...] = ()
	opens_handover: bool = False
	closes_handover: bool = False

	def then(self, following: Decision) -> Decision:
		"""Both together. What the first opens and the second closes was never open."""
		return Decision(
			place=following.place,
			steps=(*self.steps, *following.steps),
			opens_handover=following.opens_handover
			or (self.opens_handover and not following.closes_handover),
			closes_handover=self.closes_handover or following.closes_handover,
		)
