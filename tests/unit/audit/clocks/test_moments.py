"""What is read as a moment, and as which."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.audit.reading.moment_text import (
	A_NUMBER,
	NOT_A_MOMENT,
	OF_NO_FORMAT,
	TOO_FAR,
	MomentReader,
	UnreadableMoment,
)
from lead_intelligence.audit.refusal import AuditRefused

UTC, PARIS, APIA = ZoneInfo("UTC"), ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Apia")
TEN = datetime(2024, 3, 11, 10)


@pytest.mark.parametrize(
	("text", "expected"),
	[
		("2024-03-11 10:00:00", TEN),
		("2024-03-11T10:00:00", TEN),
		("2024-03-11t10:00", TEN),
		("2024-03-11  10:00", TEN),
		("2024/03/11 10:00:00", TEN),
		("2024-3-11 9:05", datetime(2024, 3, 11, 9, 5)),
		("2024-03-11", datetime(2024, 3, 11)),
		("2024-03-11 10:00:00.5", datetime(2024, 3, 11, 10, 0, 0, 500_000)),
		("2024-03-11 10:00:00,25", datetime(2024, 3, 11, 10, 0, 0, 250_000)),
		("2024-03-11 10:00:00.123456789", datetime(2024, 3, 11, 10, 0, 0, 123_456)),
		("2024-03-11T10:00:00Z", TEN),
		("2024-03-11 10:00:00 UTC", TEN),
		("2024-03-11T12:00:00+02:00", TEN),
		("2024-03-11 12:00:00.000000+02", TEN),
		("2024-03-11 12:00:00 +0200", TEN),
		("2024-03-11T05:00-05:00", TEN),
		("2024-03-11T15:30:00+05:30", TEN),
		("2024-03-11T11:00:00+01:00[Europe/Paris]", TEN),
		("20240311T100000Z", TEN),
		("20240311T1000", TEN),
		("2024-02-29 23:59:59", datetime(2024, 2, 29, 23, 59, 59)),
		("2024-01-01T00:30:00+01:00", datetime(2023, 12, 31, 23, 30)),
	],
)
def test_iso_and_its_relatives(text, expected):
	assert MomentReader(UTC).read(text) == expected


@pytest.mark.parametrize(
	("text", "reason"),
	[
		("soon", NOT_A_MOMENT),
		("11/03/2024 10:00", NOT_A_MOMENT),
		("2024-03/11 10:00", NOT_A_MOMENT),
		("2023-02-29 10:00", NOT_A_MOMENT),
		("2024-13-01 10:00", NOT_A_MOMENT),
		("2024-03-11 24:00", NOT_A_MOMENT),
		("2024-03-11 10:00:60", NOT_A_MOMENT),
		("2024-03-11 10", NOT_A_MOMENT),
		("2024-03-11 10:00+25:00", NOT_A_MOMENT),
		("2024-03-11 10:00+01:75", NOT_A_MOMENT),
		("2024-03-11 10:00 CET", NOT_A_MOMENT),
		("2024-03-11 10:00 PM", NOT_A_MOMENT),
		("٢٠٢٤-٠٣-١١ ١٠:٠٠", NOT_A_MOMENT),
		("1710151200", A_NUMBER),
		("45362.416667", A_NUMBER),
		("20240311", A_NUMBER),
		("0001-01-01 00:00", TOO_FAR),
		("0001-01-01T00:00+01:00", TOO_FAR),
		("9999-12-31T23:59-01:00", TOO_FAR),
		("1899-12-30 10:00", TOO_FAR),
		("2200-01-01 00:00", TOO_FAR),
	],
)
def test_what_is_none(text, reason):
	reader = MomentReader(UTC)

	with pytest.raises(UnreadableMoment) as refused:
		reader.read(text)

	assert str(refused.value) == reason
	assert reader.with_offset == reader.without_offset == 0


def test_without_offset_a_moment_is_of_the_zone():
	reader = MomentReader(PARIS)

	assert reader.read("2024-03-11 11:00") == TEN
	assert reader.read("2024-07-11 12:00") == datetime(2024, 7, 11, 10)
	assert reader.read("2024-03-11T10:00Z") == TEN
	assert (reader.with_offset, reader.without_offset) == (1, 2)


def test_hours_that_come_twice_or_not_at_all():
	reader = MomentReader(PARIS)

	assert reader.read("2024-10-27 01:59:59") == datetime(2024, 10, 26, 23, 59, 59)
	assert reader.repeated == 0
	assert reader.read("2024-10-27 02:00") == datetime(2024, 10, 27, 0)
	assert reader.read("2024-10-27 02:59:59") == datetime(2024, 10, 27, 0, 59, 59)
	assert reader.read("2024-10-27 03:00") == datetime(2024, 10, 27, 2)
	assert reader.read("2024-03-31 02:30") == datetime(2024, 3, 31, 1, 30)
	assert reader.read("2024-03-31 03:00") == datetime(2024, 3, 31, 1)
	assert (reader.repeated, reader.skipped) == (2, 1)


def test_a_day_that_was_left_out():
	reader = MomentReader(APIA)

	assert reader.read("2011-12-29 12:00") == datetime(2011, 12, 29, 22)
	reader.read("2011-12-30 12:00")
	assert reader.read("2011-12-31 12:00") == datetime(2011, 12, 30, 22)
	assert reader.skipped == 1


@given(
	st.datetimes(datetime(1995, 1, 1), datetime(2030, 1, 1)),
	st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]),
)
def test_each_moment_means_what_the_zone_says(moment, name):
	zone = ZoneInfo(name)
	reader = MomentReader(zone)

	# The text cannot say which of two passings of an hour it means: it is the first.
	expected = moment.replace(tzinfo=zone, fold=0).astimezone(UTC).replace(tzinfo=None)

	for _ in range(2):
		assert reader.read(str(moment)) == expected
	assert (reader.repeated > 0) == (
		moment.replace(tzinfo=zone, fold=0).utcoffset() > moment.replace(tzinfo=zone, fold=1).utcoffset()
	)


@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)))
def test_what_python_writes_is_read(moment):
	for text in (moment.isoformat(), moment.astimezone(PARIS).isoformat(sep=" ")):
		assert MomentReader(APIA).read(text) == moment.replace(tzinfo=None)


@pytest.mark.parametrize(
	("notation", "text", "expected"),
	[
		("DD/MM/YYYY HH:mm", "11/03/2024 10:00", TEN),
		("DD.MM.YYYY HH:mm:ss", "11.03.2024 10:00:00", TEN),
		("%m/%d/%Y %I:%M %p", "03/11/2024 10:00 AM", TEN),
		("%d %b %Y %H:%M:%S.%f", "11 Mar 2024 10:00:00.250", datetime(2024, 3, 11, 10, 0, 0, 250_000)),
		("%d/%m/%Y %H:%M %z", "11/03/2024 12:00 +0200", TEN),
		("epoch", "1710151200", TEN),
		("epoch", "1710151200.000001", datetime(2024, 3, 11, 10, 0, 0, 1)),
		("epoch", "-1.5", datetime(1969, 12, 31, 23, 59, 58, 500_000)),
		("Epoch-MS", "1710151200250", datetime(2024, 3, 11, 10, 0, 0, 250_000)),
		("DD/MM/YYYY HH:mm", "2024-03-11 10:00", TEN),
	],
)
def test_forms_that_are_named(notation, text, expected):
	assert MomentReader(UTC, [notation]).read(text) == expected


def test_the_first_form_that_fits_is_taken():
	reader = MomentReader(UTC, ["DD/MM/YYYY HH:mm", "MM/DD/YYYY HH:mm", "YYYY-DD-MM HH:mm"])

	assert reader.read("11/03/2024 10:00") == TEN
	assert reader.read("03/13/2024 10:00") == datetime(2024, 3, 13, 10)
	assert reader.read("2024-11-03 10:00") == TEN


def test_days_are_counted_as_such():
	reader = MomentReader(UTC, ["DD/MM/YYYY"])

	assert reader.read("11/03/2024") == reader.read("2024-03-11") == datetime(2024, 3, 11)
	assert reader.read("2024-03-11 00:00") == datetime(2024, 3, 11)
	assert reader.without_time == 2


@pytest.mark.parametrize(
	("notation", "text", "reason"),
	[
		("DD/MM/YYYY HH:mm", "soon", OF_NO_FORMAT),
		("epoch", "9" * 30, TOO_FAR),
		("epoch", "9" * 5000, TOO_FAR),
		("epoch-ms", "99999999999999", TOO_FAR),
	],
)
def test_what_is_of_no_form(notation, text, reason):
	with pytest.raises(UnreadableMoment) as refused:
		MomentReader(UTC, [notation]).read(text)

	assert str(refused.value) == reason


@pytest.mark.parametrize("notation", ["soonish", "MM/YYYY", "%H:%M", "", "%Q", "DD/MM/YYYY HH:mm %Z"])
def test_forms_that_are_none(notation):
	with pytest.raises(AuditRefused, match="--format"):
		MomentReader(UTC, [notation])
