from __future__ import annotations

import pytest

from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.responding.deals import DealCount


def a_deal(outcome: Outcome = Outcome.WON, amount: float | None = None) -> Deal:
	return Deal(lead="L", record=None, opened_at=None, outcome=outcome, closed_at=None, amount=amount)


def test_open_and_closed_ones_are_in_no_win_rate() -> None:
	count = DealCount()
	for outcome in (Outcome.WON, Outcome.LOST, Outcome.LOST, Outcome.OPEN, Outcome.CLOSED):
		count.add(a_deal(outcome), "EUR")

	assert (count.opened, count.won, count.lost) == (5, 1, 2)
	assert count.win_rate == Tally(leads=3, won=1)


def test_only_what_was_won_is_added_up() -> None:
	count = DealCount()
	count.add(a_deal(amount=100), "EUR")
	count.add(a_deal(amount=0), "EUR")
	count.add(a_deal(Outcome.LOST, 70), "EUR")
	count.add(a_deal(), "EUR")

	assert (count.amount, count.currency, count.without_amount) == (100, "EUR", 1)


def test_currencies_do_not_add_up() -> None:
	one, other = DealCount(), DealCount()
	one.add(a_deal(amount=100), "EUR")
	other.add(a_deal(amount=100), "USD")
	one.add_all(other)

	assert (one.amount, one.currency, one.won) == (None, None, 2)
	assert one.amounts == {"EUR": pytest.approx(100), "USD": pytest.approx(100)}


def test_nothing_known_is_no_amount() -> None:
	count = DealCount()
	count.add(a_deal(), "EUR")

	assert (count.amount, count.win_rate.rate) == (None, 1)
