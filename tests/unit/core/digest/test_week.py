"""Of which week a digest is, and when it is due."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.digest.week import Schedule, due_week, last_full_week

MONDAY_AT_SEVEN = Schedule(weekday=0, hour=7)


@pytest.mark.parametrize(
	("today", "first_weekday", "week"),
	[
		("2024-03-18", 0, ("2024-03-11", "2024-03-17")),
		("2024-03-24", 0, ("2024-03-11", "2024-03-17")),
		("2024-03-18", 6, ("2024-03-10", "2024-03-16")),
		("2024-03-17", 6, ("2024-03-10", "2024-03-16")),
		("2024-03-16", 6, ("2024-03-03", "2024-03-09")),
		("2024-01-01", 0, ("2023-12-25", "2023-12-31")),
	],
)
def test_it_is_of_the_last_week_that_is_over(today, first_weekday, week):
	found = last_full_week(date.fromisoformat(today), first_weekday)
	assert (found.first.isoformat(), found.last.isoformat()) == week


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_week_has_seven_days_begins_where_weeks_do_and_ended_at_most_a_week_ago(today, first_weekday):
	week = last_full_week(today, first_weekday)
	assert (week.days, week.first.weekday()) == (7, first_weekday)
	assert 1 <= (today - week.last).days <= 7


def due(at: str, sent: str | None = None) -> bool:
	told = date.fromisoformat(sent) if sent else None
	return due_week(datetime.fromisoformat(at), MONDAY_AT_SEVEN, 0, told) is not None


def test_it_is_due_on_its_day_from_its_hour_on():
	assert not due("2024-03-18 06:59")
	assert due("2024-03-18 07:00")
	assert due("2024-03-18 23:00")
	assert not due("2024-03-19 07:00")
	assert not due("2024-03-17 07:00")


def test_of_a_week_that_was_told_it_is_not_due_again():
	assert not due("2024-03-18 09:00", sent="2024-03-11")
	assert due("2024-03-18 09:00", sent="2024-03-04")


def test_a_clock_that_was_set_back_sends_no_old_week():
	assert not due("2024-03-18 09:00", sent="2024-03-25")
