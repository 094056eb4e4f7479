"""Amounts that are rounded so that they add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.money.apportion import apportion, exact_sum, rounded

AMOUNTS = st.lists(st.decimals(-(10**12), 10**12, places=9), max_size=20)
PLACES = st.sampled_from([0, 2, 3])


def shares(*amounts: str, places: int = 2) -> list[str]:
	return [str(share) for share in apportion([Decimal(amount) for amount in amounts], places)]


def test_three_thirds_of_a_hundred_are_a_hundred():
	third = str(Decimal(100) / 3)
	assert shares(third, third, third) == ["33.34", "33.33", "33.33"]


def test_who_lost_most_by_rounding_down_is_given_what_is_left():
	assert shares("0.001", "0.009", "0.005", "0.005") == ["0.00", "0.01", "0.01", "0.00"]


def test_credit_notes_are_rounded_with_the_rest():
	assert shares("10.005", "-3.005", "-7.000") == ["10.01", "-3.01", "-7.00"]


def test_exact_amounts_stay_as_they_are():
	assert shares("1.10", "-2.20", "0") == ["1.10", "-2.20", "0.00"]


@pytest.mark.parametrize(("places", "expected"), [(0, ["1", "0", "1"]), (3, ["0.667", "0.667", "0.666"])])
def test_currencies_have_no_decimals_or_three(places, expected):
	third = str(Decimal(2) / 3)
	assert sorted(shares(third, third, third, places=places)) == sorted(expected)


def test_nothing_is_nothing():
	assert shares() == []


@pytest.mark.parametrize(("amount", "expected"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049", "0.00")])
def test_halves_are_rounded_away_from_nought(amount, expected):
	assert str(rounded(Decimal(amount), 2)) == expected


@given(amounts=AMOUNTS, places=PLACES)
def test_they_add_up_and_none_is_a_unit_away(amounts, places):
	found = apportion(amounts, places)
	assert exact_sum(found) == rounded(exact_sum(amounts), places)
	unit = Decimal(1).scaleb(-places)
	assert all(abs(share - amount) < unit for share, amount in zip(found, amounts, strict=True))


@given(amounts=AMOUNTS, places=PLACES)
def test_what_needs_no_rounding_is_not_changed(amounts, places):
	exact = [rounded(amount, places) for amount in amounts]
	assert apportion(exact, places) == exact
