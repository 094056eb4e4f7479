"""How a lead of the past ended, from the signs that ERPNext keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WON_STATUS: Final = frozenset({"Converted"})
LOST_STATUS: Final = frozenset({"Lost Quotation", "Do Not Contact"})


def has_ended(status: str | None) -> bool:
	"""Whether a lead of this status has its outcome, after which scoring stops."""
	return status in WON_STATUS or status in LOST_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
	"""`opportunities`: status and time of creation of each. Times are naive, in the system time zone."""

	created: datetime
	status: str | None
	customer_at: datetime | None = None
	opportunities: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
	"""`won` is None while it is open. `until`: what was known of the lead up to here was known while its outcome was open;
	None where ERPNext does not say when it ended."""

	won: bool | None
	until: datetime | None = None


def outcome_of(signs: Signs, now: datetime, lost_after: timedelta) -> Outcome:
	"""Won: a customer came of the lead, or an opportunity of it was converted, or it is marked as converted. Lost: it is
	marked as lost or not to be contacted, or all its opportunities are lost, or it is older than `lost_after`."""
	statuses = [status for status, _at in signs.opportunities]
	first_sign = min(
		[at for _status, at in signs.opportunities] + ([signs.customer_at] if signs.customer_at else []),
		default=None,
	)
	if signs.customer_at or signs.status in WON_STATUS or "Converted" in statuses:
		return Outcome(won=True, until=first_sign)
	if signs.status in LOST_STATUS or (statuses and all(status == "Lost" for status in statuses)):
		return Outcome(won=False, until=first_sign)
	ripe = signs.created + lost_after
	if ripe <= now:
		return Outcome(won=False, until=first_sign or ripe)
	return Outcome(won=None)
