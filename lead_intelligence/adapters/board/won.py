"""What was won in a period: the amount of Sales Cycle, of what was closed in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.reports.closed_deals import ClosedDeals, closed_deals
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.core.funnel.deal import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class WonAmount:
	"""`amount`: nought where nothing was won; None where nobody knows it, or it is of several currencies. `currency`: None of nothing won."""

	amount: float | None
	currency: str | None


def amounts_won(board: AskedBoard) -> list[WonAmount]:
	"""By period."""
	closed: list[list[ClosedDeals]] = [[] for _period in board.periods]
	for deals in closed_deals(board.leads, board.periods):
		closed[deals.place].append(deals)
	return [_won(found) for found in closed]


def _won(closed: list[ClosedDeals]) -> WonAmount:
	"""Amounts of what was lost count for the currencies, as they do in Sales Cycle."""
	known = [deals for deals in closed if deals.has_amount]
	currencies = {currency_of(company) for company in {deals.company for deals in known}}
	currency = next(iter(currencies)) if len(currencies) == 1 else None
	won = [deals for deals in closed if deals.outcome is Outcome.WON]
	if not won:
		return WonAmount(amount=0.0, currency=currency)
	amounts = [deals.amount for deals in won if deals.has_amount]
	return WonAmount(amount=fsum(amounts) if amounts and len(currencies) == 1 else None, currency=currency)
