from __future__ import annotations

from datetime import date

import pytest

from lead_intelligence.core.board.spans import DEFAULT, Grain, Span, days_of, grain_of, parts_of, read_span
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.reporting.period import Period


def dates(span: Span, today: date) -> tuple[date, date, date, date]:
	days = days_of(span, today)
	assert days.before is not None
	return days.period.first, days.period.last, days.before.first, days.before.last


@pytest.mark.parametrize(
	("span", "number"), [("last_7_days", 7), ("last_30_days", 30), ("last_365_days", 365)]
)
def test_the_last_days_are_compared_with_as_many_days_before_them(span, number):
	days = days_of(Span(span), date(2026, 11, 30))
	assert days.before is not None
	assert days.period.last == date(2026, 11, 30)
	assert days.period.days == days.before.days == number
	assert (days.period.first - days.before.last).days == 1


def test_thirty_days_that_are_a_whole_month_are_not_compared_with_the_31_of_the_month_before():
	assert dates(Span.THIRTY_DAYS, date(2026, 11, 30))[2:] == (date(2026, 10, 2), date(2026, 10, 31))


@pytest.mark.parametrize(
	("span", "today", "expected"),
	[
		("this_month", (2026, 11, 26), ((2026, 11, 1), (2026, 10, 1), (2026, 10, 26))),
		("this_month", (2026, 3, 31), ((2026, 3, 1), (2026, 2, 1), (2026, 2, 28))),
		("this_month", (2028, 3, 30), ((2028, 3, 1), (2028, 2, 1), (2028, 2, 29))),
		("this_month", (2026, 1, 1), ((2026, 1, 1), (2025, 12, 1), (2025, 12, 1))),
		("this_quarter", (2026, 11, 26), ((2026, 10, 1), (2026, 7, 1), (2026, 8, 26))),
		("this_quarter", (2026, 5, 31), ((2026, 4, 1), (2026, 1, 1), (2026, 2, 28))),
		("this_year", (2026, 11, 26), ((2026, 1, 1), (2025, 1, 1), (2025, 11, 26))),
		("this_year", (2028, 2, 29), ((2028, 1, 1), (2027, 1, 1), (2027, 2, 28))),
	],
)
def test_what_has_passed_of_a_span_is_compared_with_the_same_part_of_the_one_before(span, today, expected):
	first, last, first_before, last_before = dates(Span(span), date(*today))
	assert (first, first_before, last_before) == tuple(date(*day) for day in expected)
	assert last == date(*today)


def test_nothing_chosen_is_the_usual_span():
	assert read_span(None) is read_span("") is DEFAULT
	assert read_span("this_year") is Span.THIS_YEAR


@pytest.mark.parametrize("value", ["yesterday", 7, ["last_7_days"], {"a": 1}, "x" * 900])
def test_another_span_is_refused_with_the_choices(value):
	with pytest.raises(Refused, match=r"is not among the choices.*last_30_days.*this_year"):
		read_span(value)


def test_charts_are_divided_by_how_long_the_span_is():
	today = date(2026, 11, 26)
	grains = {span: days_of(span, today).grain for span in Span}
	assert grains[Span.WEEK] is grains[Span.THIRTY_DAYS] is grains[Span.THIS_MONTH] is Grain.DAY
	assert grains[Span.QUARTER_YEAR] is grains[Span.THIS_QUARTER] is Grain.WEEK
	assert grains[Span.YEAR] is grains[Span.THIS_YEAR] is Grain.MONTH


def test_all_parts_are_named_as_the_database_names_them():
	over_new_year = Period(first=date(2026, 12, 30), last=date(2027, 1, 4))
	assert grain_of(over_new_year) is Grain.DAY
	assert parts_of(over_new_year, Grain.DAY)[:3] == ["2026-12-30", "2026-12-31", "2027-01-01"]
	assert parts_of(over_new_year, Grain.WEEK) == ["2026-W53", "2027-W01"]
	assert parts_of(over_new_year, Grain.MONTH) == ["2026-12", "2027-01"]
