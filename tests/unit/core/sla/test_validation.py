"""What is refused in a working calendar, and how times are read and written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.sla.validation import as_clock, problems_of, time_of_day, zone_named
from tests.unit.core.sla.by_the_minute import ALWAYS, OFFICE, span


@pytest.mark.parametrize(
	("spans", "zone", "says"),
	[
		([], None, "The working week is empty. Enter at least one working time."),
		(
			[span(0, "9:00", "12:00"), span(1, "9:00", "9:00")],
			None,
			"Working Times, row 2: To Time (09:00) is not after From Time (09:00).",
		),
		([span(0, "22:00", "6:00")], None, "row 1: To Time (06:00) is not after From Time (22:00)."),
		([span(0, "9:00", "25:00")], None, "row 1: 09:00 to 25:00 is not within one day."),
		([span(0, "-1:00", "9:00")], None, "is not within one day."),
		(
			[span(0, "9:00", "12:00"), span(1, "9:00", "12:00"), span(0, "11:59", "13:00")],
			None,
			"row 3: 11:59 to 13:00 overlaps row 1.",
		),
		([span(0, "9:00", "17:00"), span(0, "10:00", "11:00")], None, "row 2: 10:00 to 11:00 overlaps row 1."),
		([span(0, "10:00", "11:00"), span(0, "9:00", "17:00")], None, "row 2: 09:00 to 17:00 overlaps row 1."),
		([span(0, "9:00", "17:00")], "Europe/Lutetia", "There is no time zone 'Europe/Lutetia'."),
	],
)  # fmt: skip
def test_a_mistake_is_refused_with_its_row(spans, zone, says):
	(problem,) = problems_of(spans, zone)
	assert says in problem.text()


def test_all_mistakes_are_told_at_once():
	found = problems_of([span(0, "9:00", "8:00"), span(1, "9:00", "8:00")], "Nowhere")
	assert [problem.text()[:28] for problem in found] == [
		"Working Times, row 1: To Tim",
		"Working Times, row 2: To Tim",
		"There is no time zone 'Nowhe",
	]


@pytest.mark.parametrize("spans", [OFFICE, ALWAYS, [span(0, "9:00", "12:00"), span(0, "12:00", "13:00")]])
@pytest.mark.parametrize("zone", [None, "Europe/Paris", "Australia/Lord_Howe", "Etc/GMT+3"])
def test_what_is_fine(spans, zone):
	assert problems_of(spans, zone) == ()


@pytest.mark.parametrize(
	"name", ["", " ", "Europe", "../etc/passwd", "/etc/passwd", "Europe/Paris\0", "é", "x" * 300]
)
def test_what_is_no_zone(name):
	assert zone_named(name) is None


@pytest.mark.parametrize(
	("text", "time"),
	[
		("9:00", timedelta(hours=9)),
		("09:30:15", timedelta(hours=9, minutes=30, seconds=15)),
		("00:00:00.5", timedelta(milliseconds=500)),
		(" 24:00:00 ", timedelta(days=1)),
	],
)
def test_a_time_is_read(text, time):
	assert time_of_day(text) == time


@pytest.mark.parametrize("text", ["", "nine", "9", "9:0", "9:00 am", "-1:00", "9:00:00:00", "１:00"])
def test_what_is_no_time(text):
	with pytest.raises(Refused, match="is not a time of day"):
		time_of_day(text)


@pytest.mark.parametrize(("time", "text"), [(9 * 3600, "09:00"), (86400, "24:00"), (34215, "09:30:15")])
def test_a_time_is_written(time, text):
	assert as_clock(timedelta(seconds=time)) == text
