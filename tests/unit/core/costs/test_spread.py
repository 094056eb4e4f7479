"""A cost is spread over its days, and nothing of it is lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.costs.spread import part_of
from lead_intelligence.core.reporting.period import Period


def days(first: str, last: str) -> Period:
	return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


def test_a_month_gets_what_its_days_get():
	leap = days("2024-01-01", "2024-12-31")
	assert part_of(Decimal(366), leap, days("2024-02-01", "2024-02-29"), 2) == 29
	assert part_of(Decimal(365), days("2023-01-01", "2023-12-31"), days("2023-02-01", "2023-02-28"), 2) == 28


def test_outside_its_days_there_is_nothing():
	cost = days("2024-02-01", "2024-02-29")
	assert part_of(Decimal(29), cost, days("2024-01-01", "2024-01-31"), 2) == 0
	assert part_of(Decimal(29), cost, days("2024-03-01", "2024-03-31"), 2) == 0
	assert part_of(Decimal(29), cost, days("2024-01-01", "2024-02-01"), 2) == 1
	assert part_of(Decimal(29), cost, days("2024-02-29", "2024-12-01"), 2) == 1


def test_a_cent_over_three_days_is_one_cent():
	cost = days("2024-01-01", "2024-01-03")
	parts = [part_of(Decimal("0.01"), cost, days(f"2024-01-0{n}", f"2024-01-0{n}"), 2) for n in (1, 2, 3)]
	assert sorted(parts) == [0, 0, Decimal("0.01")]


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=9)


@given(
	amount=AMOUNTS,
	first=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
	length=st.integers(1, 400),
	places=st.sampled_from([0, 2, 3]),
)
def test_days_add_up_and_differ_by_one_coin_at_most(amount, first, length, places):
	coin = Decimal(1).scaleb(-places)
	amount = amount.quantize(coin)
	cost = Period(first=first, last=first + timedelta(days=length - 1))
	each = [first + timedelta(days=n) for n in range(length)]
	parts = [part_of(amount, cost, Period(first=day, last=day), places) for day in each]
	assert sum(parts) == amount
	assert max(parts) - min(parts) <= coin
	assert all(part == part.quantize(coin) for part in parts)
	middle = length // 2
	if middle:
		first_half = Period(first=first - timedelta(days=9), last=each[middle - 1])
		assert part_of(amount, cost, first_half, places) == sum(parts[:middle])


@given(amount=AMOUNTS, length=st.integers(1, 50), places=st.sampled_from([0, 2, 3]))
def test_less_than_a_coin_is_not_lost(amount, length, places):
	first = date(2024, 2, 20)
	cost = Period(first=first, last=first + timedelta(days=length - 1))
	each = [first + timedelta(days=n) for n in range(length)]
	parts = [part_of(amount, cost, Period(first=day, last=day), places) for day in each]
	assert sum(parts) == amount


@given(amount=AMOUNTS, length=st.integers(1, 50))
def test_what_is_given_back_is_spread_as_what_is_paid(amount, length):
	cost = Period(first=date(2024, 2, 20), last=date(2024, 2, 20) + timedelta(days=length - 1))
	part = days("2024-02-25", "2024-03-03")
	assert part_of(-amount, cost, part, 2) == -part_of(amount, cost, part, 2)
