from __future__ import annotations

from datetime import timedelta

import pytest

from lead_intelligence.audit.clocks.duration_text import as_seconds, in_minutes, in_words, rounded_seconds


@pytest.mark.parametrize(
	("seconds", "with_days", "without"),
	[
		(0.0, "0 s", "0 s"),
		(0.0004, "0 s", "0 s"),
		(59.25, "59.25 s", "59.25 s"),
		(59.9996, "0:01:00", "0:01:00"),
		(60.0, "0:01:00", "0:01:00"),
		(271.5, "0:04:32", "0:04:32"),
		(3_599.4, "0:59:59", "0:59:59"),
		(86_399.5, "1 d 00:00:00", "24:00:00"),
		(100_000_000.0, "1,157 d 09:46:40", "27,777:46:40"),
	],
)
def test_durations_for_people(seconds, with_days, without):
	assert (in_words(seconds, days=True), in_words(seconds, days=False)) == (with_days, without)


@pytest.mark.parametrize("text", ["0", "271", "271.5", "-0.000001", "-90", "31622400.123456"])
def test_seconds_are_exact(text):
	whole, _, fraction = text.lstrip("-").partition(".")
	duration = timedelta(seconds=int(whole), microseconds=int(f"{fraction:0<6}"))

	assert as_seconds(-duration if text.startswith("-") else duration) == text


def test_seconds_of_figures_end_with_microseconds():
	assert [rounded_seconds(one) for one in (1.0, 1.5, 1 / 3, 1200.0)] == ["1", "1.5", "0.333333", "1200"]


def test_limits_are_whole_minutes_where_they_can_be():
	assert [in_minutes(timedelta(seconds=one)) for one in (300, 30)] == [5, 0.5]
