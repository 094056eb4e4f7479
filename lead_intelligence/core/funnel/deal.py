"""An opportunity that came of a lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Outcome(str, Enum):
	OPEN = "Open"
	WON = "Won"
	LOST = "Lost"
	CLOSED = "Closed"
	"""Ended without being won or lost: in no win rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
	"""`record`: the name of ERPNext's opportunity, of a row of imported history, or None for a sale without an opportunity. `amount`: in
	the currency of the lead's company, without tax; None where nobody knows it. Moments are naive, in the system time zone, and None
	where nobody knows them."""

	lead: str
	record: str | None
	opened_at: datetime | None
	outcome: Outcome
	closed_at: datetime | None
	amount: float | None
	is_history: bool = False
