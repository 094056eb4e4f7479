from __future__ import annotations

from collections import Counter
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.median import median_of


@given(numbers=st.lists(st.integers(-1000, 1000), min_size=1, max_size=60))
def test_the_middle_of_counts_is_that_of_the_numbers(numbers: list[int]) -> None:
	assert median_of(Counter(numbers)) == median(numbers)


def test_nothing_has_no_middle() -> None:
	assert median_of({}) is None
	assert median_of({5: 0}) is None


def test_what_occurs_less_often_than_never_is_refused() -> None:
	with pytest.raises(ValueError, match="less often than never"):
		median_of({1: 3, 9: -1})
