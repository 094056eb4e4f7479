"""Stagnant leads by age and as time passes."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.period import Period
from lead_intelligence.core.responding.stagnant import (
	AGES,
	ENDINGS,
	MONTH,
	QUARTER,
	WEEK,
	Age,
	Way,
	age_of,
	label_of,
	read_grouping,
	standing_at,
	stretches,
)
from lead_intelligence.core.sla.stagnation import Ending

DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
	("days", "age"),
	[
		*((0, Age.WEEK), (7, Age.WEEK), (8, Age.FORTNIGHT), (14, Age.FORTNIGHT), (15, Age.MONTH)),
		*((30, Age.MONTH), (31, Age.QUARTER), (90, Age.QUARTER), (91, Age.LONGER), (-3, Age.WEEK)),
	],
)
def test_ages_hold_their_last_day(days: int, age: Age) -> None:
	assert age_of(days) is age


def test_each_age_has_words_and_each_ending_a_way() -> None:
	assert list(AGES) == [age.value for age in Age]
	ended = [because for way in Way for because in ENDINGS[way]]
	assert sorted(ended) == sorted(ending.value for ending in Ending)
	assert ENDINGS[Way.STEP] == ("Next Step",)


@pytest.mark.parametrize(("unit", "label"), [(MONTH, "2021-01"), (QUARTER, "2021-Q1"), (WEEK, "2020-W53")])
def test_labels(unit: str, label: str) -> None:
	assert label_of(date(2021, 1, 3), unit) == label


@given(first=DAYS, days=st.integers(0, 900), unit=st.sampled_from((MONTH, QUARTER, WEEK)))
def test_stretches_lie_side_by_side_and_fill_the_period(first: date, days: int, unit: str) -> None:
	period = Period(first=first, last=first + timedelta(days=days))

	found = stretches(period, unit, date(2100, 1, 1))

	assert (found[0].first, found[-1].last) == (period.first, period.last)
	assert all(one.end == other.begin for one, other in pairwise(found))
	labels = [one.label for one in found]
	assert labels == sorted(set(labels))
	assert all(label_of(day, unit) == one.label for one in found for day in (one.first, one.last))


def test_what_is_still_to_come_is_left_out() -> None:
	period = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))

	found = stretches(period, MONTH, date(2026, 2, 10))

	assert [(one.label, one.last) for one in found] == [
		("2026-01", date(2026, 1, 31)),
		("2026-02", date(2026, 2, 10)),
	]
	assert stretches(period, MONTH, date(2025, 12, 31)) == ()


@given(
	lives=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 400)), max_size=30),
	days=st.lists(DAYS, max_size=10, unique=True),
)
def test_what_stands_is_what_had_begun_and_not_ended(
	lives: list[tuple[date, int | None]], days: list[date]
) -> None:
	days.sort()
	spans = [(since, None if length is None else since + timedelta(days=length)) for since, length in lives]
	began = Counter(since for since, _until in spans)
	ended = Counter(until for _since, until in spans if until)

	assert standing_at(began, ended, days) == [
		sum(since <= day and (until is None or until > day) for since, until in spans) for day in days
	]


def test_groups_are_chosen_from_what_there_is() -> None:
	assert read_grouping({}, ["Source"]) == "Lead Owner"
	assert read_grouping({"group_by": "Source"}, ["Source"]) == "Source"
	with pytest.raises(Refused, match="'Moon' is not among the choices"):
		read_grouping({"group_by": "Moon"}, ["Source"])
