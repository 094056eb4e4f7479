"""What was won in a period: the amount of Sales Cycle, of what was closed in it."""

from __future__ import annotations

from dataclasses import dataclass

from lead_intelligence.adapters.board.asked import AskedBoard
from lead_intelligence.adapters.reports.deals import CompanyOfDeal, deals_of
from lead_intelligence.adapters.reports.dimensions import currency_of
from lead_intelligence.core.funnel.cycle import Sale, cycle_figures
from lead_intelligence.core.reporting.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class WonAmount:
	"""`amount`: nought where nothing was won; None where nobody knows it, or it is of several currencies. `currency`: None of nothing won."""

	amount: float | None
	currency: str | None


def amounts_won(board: AskedBoard) -> list[WonAmount]:
	"""By period."""
	first, last = min(one.first for one in board.periods), max(one.last for one in board.periods)
	deals = deals_of(board.leads, CompanyOfDeal, closed_in=Period(first=first, last=last))
	currencies: dict[str | None, str] = {}
	closed: list[list[Sale]] = [[] for _period in board.periods]
	for deal in deals.deals:
		for place, period in enumerate(board.periods):
			if deal.closed_at and period.begin <= deal.closed_at < period.end:
				company = deals.leads[deal.lead].company
				if company not in currencies:
					currencies[company] = currency_of(company)
				closed[place].append(Sale(deal=deal, group="", days=None, currency=currencies[company]))
	return [_won(sales) for sales in closed]


def _won(sales: list[Sale]) -> WonAmount:
	found = cycle_figures(sales)
	return WonAmount(amount=found.won_amount.known if found.won else 0.0, currency=found.currency)
