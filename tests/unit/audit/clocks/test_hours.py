"""Working hours and holidays as they are typed."""

from __future__ import annotations

from datetime import date

import pytest

from lead_intelligence.audit.clocks.holidays import holidays_of
from lead_intelligence.audit.clocks.hours import EXAMPLE, working_hours
from lead_intelligence.audit.refusal import AuditRefused
from tests.unit.core.sla.by_the_minute import ALWAYS, OFFICE, on, span


@pytest.mark.parametrize(
	("text", "spans"),
	[
		("Mon-Fri 09:00-12:30,13:30-18:00", OFFICE),
		("monday – friday: 9:00 - 12:30 , 13:30 – 18:00 ;", OFFICE),
		(EXAMPLE, (*OFFICE, span(5, "9:00", "12:00"))),
		("Mon-Sun 0-24", ALWAYS),
		("Mon-Sun 00:00-00:00", ALWAYS),
		("Sat 9-12", on([5], ("9:00", "12:00"))),
		("Mon, Wed, Fri-Sun 9-17", on([0, 2, 4, 5, 6], ("9:00", "17:00"))),
		("Sat-Mon 9-17", on([5, 6, 0], ("9:00", "17:00"))),
		("Tues. 9-17; Thurs 22:00-24:00; Fri 0:00-6:00", (span(1, "9:00", "17:00"), span(3, "22:00", "24:00"), span(4, "0:00", "6:00"))),
		("Mon-Fri 9-12; Mon 13-17", (*on(range(5), ("9:00", "12:00")), span(0, "13:00", "17:00"))),
	],
)  # fmt: skip
def test_what_can_be_typed(text, spans):
	assert sorted(working_hours(text), key=repr) == sorted(spans, key=repr)


@pytest.mark.parametrize(
	("text", "words"),
	[
		("", "--hours is empty"),
		(" ; ", "--hours is empty"),
		("09:00-17:00", "'09:00-17:00' is not days and times"),
		("Mon-Fri", "'Mon-Fri' is not days and times"),
		("Mon-Fri 9-17; Sonntag 9-12", "'Sonntag' in 'Sonntag 9-12' is not a day"),
		("M-F 9-17", "'M' in 'M-F 9-17' is not a day"),
		("Mon-Wed-Fri 9-17", "'Mon-Wed-Fri' in 'Mon-Wed-Fri 9-17' is not a range of days"),
		("Mon 9", "'9' in 'Mon 9' is not a span of time"),
		("Mon 9-12-17", "'9-12-17' in 'Mon 9-12-17' is not a span of time"),
		("Mon 9-17h", "'17h' in 'Mon 9-17h' is not a time of day"),
		("Mon 9:00-17:60x", "'17:60x' in"),
		("Mon 9-25", "'9-25' in 'Mon 9-25' is not within one day"),
		("Mon 17-9", "'17-9' in 'Mon 17-9' does not end after it begins"),
		("Mon 9-9", "does not end after it begins"),
		("Mon-Fri 9-17; Fri 16-18", "on Friday, 16:00-18:00 of 'Fri 16-18' overlaps 'Mon-Fri 9-17'"),
		("Mon 9-12,11-13", "on Monday, 11:00-13:00 of 'Mon 9-12,11-13' overlaps"),
		("Mon,Mon 9-12", "on Monday, 09:00-12:00"),
	],
)
def test_errors_name_the_part(text, words):
	with pytest.raises(AuditRefused) as refused:
		working_hours(text)

	assert words in str(refused.value)
	assert "\n" not in str(refused.value)


def test_holidays_come_one_by_one_and_from_a_file(tmp_path):
	file = tmp_path / "holidays.csv"
	file.write_bytes(
		"\ufeffDate,What\n2024-05-01,Labour Day\n\n# of the firm\n2024-05-10 # a bridge\n2024-12-25;Noël\n".encode()
	)

	assert holidays_of(["2024-01-01", " 2024-05-01"], file) == {
		date(2024, 1, 1),
		date(2024, 5, 1),
		date(2024, 5, 10),
		date(2024, 12, 25),
	}
	assert holidays_of([], None) == frozenset()


@pytest.mark.parametrize(
	("content", "words"),
	[
		("2024-05-01\n01/05/2024\n", "holidays.txt, line 2: '01/05/2024' is not a date"),
		("01/05/2024\n", "line 1: '01/05/2024'"),
		("2024-02-30\n", "line 1: '2024-02-30'"),
		("2024-05-01\nChristmas\n", "line 2: 'Christmas'"),
	],
)
def test_lines_that_are_no_days(tmp_path, content, words):
	file = tmp_path / "holidays.txt"
	file.write_text(content)

	with pytest.raises(AuditRefused) as refused:
		holidays_of([], file)

	assert words in str(refused.value)


def test_a_day_that_is_none():
	with pytest.raises(AuditRefused, match="--holiday '1 May' is not a date"):
		holidays_of(["1 May"], None)


def test_a_missing_file_of_holidays(tmp_path):
	with pytest.raises(AuditRefused, match="There is no file of holidays"):
		holidays_of([], tmp_path / "gone.txt")
