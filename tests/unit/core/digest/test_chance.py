"""How surprising a difference is, against the same computed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lead_intelligence.core.digest.chance import (
	chance_of,
	deviation,
	of_amounts,
	of_counts,
	of_shares,
	of_times,
)
from tests.unit.core.digest.digest_figures import amount, count, share

cases = st.integers(1, 400)


@given(st.data())
def test_shares_of_few_cases_are_as_surprising_as_fishers_exact_test_says(data):
	of, of_before = data.draw(st.integers(1, 25)), data.draw(st.integers(1, 25))
	part, before = data.draw(st.integers(0, of)), data.draw(st.integers(0, of_before))
	together = (part + before) / (of + of_before)
	if together in (0, 1) or min(of, of_before) * min(together, 1 - together) >= 5:
		return
	exact = stats.fisher_exact([[part, of - part], [before, of_before - before]]).pvalue
	assert chance_of(of_shares(part, of, before, of_before)) == pytest.approx(min(exact, 1), rel=1e-6)


@given(st.data())
def test_shares_of_many_cases_are_as_surprising_as_chi_squared_says(data):
	of, of_before = data.draw(st.integers(100, 400)), data.draw(st.integers(100, 400))
	part, before = data.draw(st.integers(20, of - 20)), data.draw(st.integers(20, of_before - 20))
	table = [[part, of - part], [before, of_before - before]]
	chance = stats.chi2_contingency(table, correction=False).pvalue
	assert chance_of(of_shares(part, of, before, of_before)) == pytest.approx(chance, rel=1e-6, abs=1e-300)


@given(st.integers(0, 24), st.integers(0, 24))
def test_few_are_as_surprising_as_the_exact_test_of_two_rates_says(now, before):
	exact = stats.binomtest(now, now + before, 0.5).pvalue if now + before else 1
	assert chance_of(of_counts(now, before)) == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize(("now", "before"), [(60, 90), (200, 260), (1200, 1100), (40, 20)])
def test_many_are_about_as_surprising_as_the_exact_test_of_two_rates_says(now, before):
	exact = stats.binomtest(now, now + before, 0.5).pvalue
	assert chance_of(of_counts(now, before)) == pytest.approx(exact, rel=0.4)


@given(cases, cases, st.data())
def test_it_rises_and_falls_with_the_figure_and_turned_round_it_is_the_opposite(of, of_before, data):
	part, before = data.draw(st.integers(0, of)), data.draw(st.integers(0, of_before))
	there, back = of_shares(part, of, before, of_before), of_shares(before, of_before, part, of)
	assert there == pytest.approx(-back)
	assert (there > 0) <= (part / of > before / of_before)


@given(st.integers(0, 10_000))
def test_what_stays_the_same_is_no_surprise(number):
	assert of_counts(number, number) == 0
	assert of_times(number, 10, number, 10) == 0
	assert of_amounts(number, 3, number, 3) == 0


def test_one_deal_is_never_a_surprise_however_large():
	assert abs(of_amounts(1e9, 1, 0, 0)) < 1
	assert abs(of_amounts(0, 0, 1e9, 1)) < 1
	assert of_amounts(100_000, 20, 30_000, 18) > 1.5


def test_times_are_compared_by_their_ratio():
	assert of_times(60, 40, 20, 40) == pytest.approx(of_times(600, 40, 200, 40))
	assert of_times(60, 40, 20, 40) > 1.96
	assert of_times(0, 40, 20, 40) < -1.96
	assert of_times(0, 5, 0, 5) == 0


def test_of_what_is_unknown_nothing_is_said():
	assert deviation(count(3, None)) is None
	assert deviation(share((0, 0), (5, 10))) is None
	assert deviation(amount((500.0, None), (900.0, None))) is None


@given(st.integers(0, 300), st.integers(0, 300))
def test_chance_is_a_share(now, before):
	assert 0 <= chance_of(of_counts(now, before)) <= 1
