"""What of an amount is paid with each payment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.money.shares import PLACES, paid_shares

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
amounts = st.decimals(-(10**6), 10**6, places=2)


def shares(net: str, asked: str, *paid: tuple[date, str]) -> dict[date, Decimal]:
	return paid_shares(Decimal(net), Decimal(asked), [(day, Decimal(amount)) for day, amount in paid])


def test_what_is_paid_in_full_comes_to_the_net_amount():
	assert shares("100", "120", (MARCH, "120")) == {MARCH: 100}


def test_each_payment_counts_on_its_day():
	assert shares("100", "120", (MARCH, "60"), (MAY, "30")) == {MARCH: 50, MAY: 25}


def test_thirds_are_rounded_and_add_up():
	found = shares("100", "90", (MARCH, "30"), (APRIL, "30"), (MAY, "30"))
	assert found[MARCH] == Decimal("33.333333333")
	assert sum(found.values()) == 100


def test_several_payments_of_a_day_are_one_share():
	assert shares("100", "120", (MARCH, "60"), (MARCH, "60")) == {MARCH: 100}


def test_a_refund_is_below_nought():
	assert shares("-50", "-60", (MARCH, "-60")) == {MARCH: -50}
	assert shares("50", "60", (MARCH, "60"), (MAY, "-60")) == {MARCH: 50, MAY: -50}


def test_nothing_is_paid_where_nothing_is_asked_for():
	assert shares("50", "0", (MARCH, "10")) == {MARCH: 0}
	assert shares("50", "60") == {}


@given(net=amounts, asked=amounts.filter(bool), cuts=st.lists(amounts, max_size=6))
def test_all_shares_come_to_just_what_was_asked_for(net, asked, cuts):
	last = asked - sum(cuts)
	paid = [(date(2026, 1, 1 + number), amount) for number, amount in enumerate([*cuts, last])]
	found = paid_shares(net, asked, paid)
	assert sum(found.values()) == net
	assert all(share.as_tuple().exponent >= -PLACES for share in found.values())
