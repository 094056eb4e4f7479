"""The calendar beside the reference that looks at the clock every minute, on random calendars and where clocks change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lead_intelligence.core.sla.working_calendar import WorkingCalendar
from lead_intelligence.core.sla.working_week import Span
from tests.unit.core.sla.by_the_minute import (
	ALWAYS,
	ZONES,
	a_calendar,
	due_after,
	meant,
	minutes_between,
	next_working,
	works,
)

# When clocks change in one of the zones, and the end of February with and without a 29th.
DAYS = [
	*(date(2024, 3, 10), date(2024, 3, 31), date(2024, 4, 7), date(2024, 10, 6), date(2024, 10, 27)),
	*(date(2024, 11, 3), date(2025, 3, 30), date(2025, 10, 26), date(2024, 2, 28), date(2025, 2, 28)),
]
MIDNIGHT = 24 * 60
MICROSECOND = timedelta(microseconds=1)


@st.composite
def some_spans(draw: st.DrawFn) -> tuple[Span, ...]:
	"""At times of which many are such that clocks skip or repeat them."""
	minutes = st.sampled_from([0, 60, 90, 105, 120, 150, 165, 180, 240, 540, 720, MIDNIGHT])
	found = []
	for weekday in range(7):
		times = sorted(draw(st.sets(minutes | st.integers(0, MIDNIGHT), max_size=6)))
		for start, end in zip(times[::2], times[1::2], strict=False):
			span = Span(weekday=weekday, start=timedelta(minutes=start), end=timedelta(minutes=end))
			found.append(span)
	return tuple(draw(st.permutations(found)))


calendars = st.builds(
	lambda spans, zone, system, holidays: a_calendar(*spans, zone=zone, system=system, holidays=holidays),
	st.just(ALWAYS) | some_spans(),
	st.sampled_from(ZONES),
	st.sampled_from(ZONES),
	st.sets(st.builds(lambda day, after: day + timedelta(days=after), st.sampled_from(DAYS), st.integers(-2, 4)), max_size=4),
)  # fmt: skip
moments = st.builds(
	lambda day, minutes: datetime(day.year, day.month, day.day) + timedelta(minutes=minutes),
	st.sampled_from(DAYS),
	st.integers(-2000, 3000),
)
exact_moments = st.builds(
	lambda moment, fraction: moment + timedelta(microseconds=fraction), moments, st.integers(0, 59_999_999)
)
exact_durations = st.builds(
	lambda minutes, fraction: timedelta(minutes=minutes, microseconds=fraction),
	st.integers(0, 40 * 60),
	st.integers(0, 59_999_999),
)


def exists(calendar: WorkingCalendar, moment: datetime) -> bool:
	"""Not skipped by the clock."""
	return meant(calendar, moment).astimezone(calendar.system_zone).replace(tzinfo=None) == moment


@settings(max_examples=150)
@given(calendar=calendars, since=moments, minutes=st.integers(0, 9 * MIDNIGHT))
def test_working_time_is_that_of_the_reference(
	calendar: WorkingCalendar, since: datetime, minutes: int
) -> None:
	until = since + timedelta(minutes=minutes)
	assert calendar.working_seconds(since, until) == 60 * minutes_between(calendar, since, until)


@given(calendar=calendars, moment=moments)
def test_people_work_when_they_do_in_the_reference(calendar: WorkingCalendar, moment: datetime) -> None:
	assert calendar.is_working(moment) == works(calendar, meant(calendar, moment))


@settings(max_examples=150)
@given(calendar=calendars, since=moments, minutes=st.integers(0, 40 * 60))
def test_due_is_when_it_is_in_the_reference(calendar: WorkingCalendar, since: datetime, minutes: int) -> None:
	assume(sum((s.end - s.start for s in calendar.spans), timedelta()) > timedelta(hours=4))
	assert calendar.due(since, timedelta(minutes=minutes)) == due_after(calendar, since, minutes)


@settings(max_examples=150)
@given(calendar=calendars, since=moments)
def test_work_goes_on_when_it_does_in_the_reference(calendar: WorkingCalendar, since: datetime) -> None:
	assume(calendar.spans)
	found = calendar.next_working_moment(since)
	assert found == next_working(calendar, since)
	assert calendar.is_working(found)


@given(calendar=calendars, since=exact_moments, working=exact_durations)
def test_due_and_working_time_are_inverse(
	calendar: WorkingCalendar, since: datetime, working: timedelta
) -> None:
	assume(calendar.spans)
	due = calendar.due(since, working)
	passed = calendar.working_time(since, due)
	assert passed >= working
	assert exists(calendar, due)
	if working and exists(calendar, due - MICROSECOND):
		assert calendar.working_time(since, due - MICROSECOND) < working
	if passed > working:
		# Only what cannot be written is due later: when the hour that is repeated is over.
		before = due.replace(tzinfo=calendar.system_zone) - MICROSECOND
		assert before.replace(fold=1).utcoffset() != before.utcoffset()


@given(calendar=calendars, since=exact_moments, until=exact_moments)
def test_what_is_due_after_the_time_that_passed_is_due_by_then(
	calendar: WorkingCalendar, since: datetime, until: datetime
) -> None:
	assume(calendar.spans)
	passed = calendar.working_time(since, until)
	if passed:
		assert meant(calendar, calendar.due(since, passed)) <= meant(calendar, until)


@given(calendar=calendars, ends=st.tuples(exact_moments, exact_moments, exact_moments))
def test_working_time_adds_up(calendar: WorkingCalendar, ends: tuple[datetime, datetime, datetime]) -> None:
	first, second, third = sorted(ends, key=lambda moment: meant(calendar, moment))
	whole = calendar.working_time(first, third)
	assert calendar.working_time(first, second) + calendar.working_time(second, third) == whole
	assert timedelta(0) <= whole <= meant(calendar, third) - meant(calendar, first)
	assert not calendar.working_time(third, first)


@given(calendar=calendars, since=exact_moments, working=st.tuples(exact_durations, exact_durations))
def test_more_working_time_is_never_due_earlier(
	calendar: WorkingCalendar, since: datetime, working: tuple[timedelta, timedelta]
) -> None:
	assume(calendar.spans)
	less, more = sorted(working)
	assert calendar.due(since, less) <= calendar.due(since, more)
