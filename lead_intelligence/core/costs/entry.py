"""A cost as somebody enters it, or a line of a file says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ..imported_history.values import LARGEST_AMOUNT
from ..problems import Problem

MOST_YEARS: Final = 10
EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostEntry:
	"""`amount`: in `currency`, without tax; negative for what a supplier gives back."""

	first: date
	last: date
	amount: Decimal
	currency: str
	source: str = ""
	campaign: str = ""
	note: str = ""

	@property
	def same(self) -> tuple[object, ...]:
		"""What two costs have in common that are one and the same. Capitals play no part."""
		return (
			self.source.casefold(),
			self.campaign.casefold(),
			self.first,
			self.last,
			self.amount.normalize(),
			self.currency.upper(),
		)


def problems_of(entry: CostEntry) -> list[Problem]:
	"""What keeps the cost from being entered."""
	found: list[Problem] = []
	if not (entry.source or entry.campaign):
		found.append(
			Problem(message="The cost names neither a source nor a campaign. Name what it was spent on.")
		)
	if entry.last < entry.first:
		found.append(
			Problem(
				message="The end ({last}) is before the beginning ({first}). Correct one of them.",
				values={"first": entry.first, "last": entry.last},
			)
		)
	elif entry.first < EARLIEST or entry.last > LATEST:
		found.append(
			Problem(
				message="The days must lie between {earliest} and {latest}. Correct them.",
				values={"earliest": EARLIEST, "latest": LATEST},
			)
		)
	elif (entry.last - entry.first).days >= MOST_YEARS * 366:
		found.append(
			Problem(
				message="The cost is for more than {years} years. Split it into several.",
				values={"years": MOST_YEARS},
			)
		)
	if abs(entry.amount) >= LARGEST_AMOUNT:
		found.append(Problem(message="The amount is too large. Correct it."))
	return found
