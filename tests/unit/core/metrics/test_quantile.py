from __future__ import annotations

from collections import Counter
from fractions import Fraction

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.quantile import (
	MEDIAN,
	NINE_TENTHS,
	quantile_of,
	quantiles_of,
	spread_of,
)

NUMBERS = st.lists(st.integers(-400, 4000), min_size=1, max_size=60)


@given(numbers=NUMBERS, share=st.fractions(0, 1, max_denominator=20))
def test_a_quantile_is_that_of_numpy(numbers: list[int], share: Fraction) -> None:
	expected = pytest.approx(float(numpy.quantile(numbers, float(share))))
	assert quantiles_of(Counter(numbers), [share]) == (expected,)
	assert quantile_of(sorted(numbers), share) == expected


@given(numbers=NUMBERS)
def test_a_spread_is_what_the_numbers_say_one_by_one(numbers: list[int]) -> None:
	spread = spread_of(Counter(numbers))
	assert spread is not None
	assert (spread.cases, spread.least, spread.most) == (len(numbers), min(numbers), max(numbers))
	assert spread.negative == sum(number < 0 for number in numbers)
	assert spread.mean == pytest.approx(float(numpy.mean(numbers)))
	assert (spread.median, spread.p90) == quantiles_of(Counter(numbers), (MEDIAN, NINE_TENTHS))


def test_a_unit_is_divided_by_at_the_end() -> None:
	assert quantile_of([1, 2], MEDIAN, 3) == 0.5


def test_of_nothing_there_is_none() -> None:
	assert spread_of({}) is None
	assert spread_of({3: 0}) is None
	with pytest.raises(ValueError, match="nothing"):
		quantiles_of({}, [MEDIAN])
	with pytest.raises(ValueError, match="nothing"):
		quantile_of([], MEDIAN)


def test_what_cannot_be_is_refused() -> None:
	with pytest.raises(ValueError, match="less often than never"):
		quantiles_of({3: -1}, [MEDIAN])
	with pytest.raises(ValueError, match="not a share"):
		quantile_of([1], Fraction(11, 10))
