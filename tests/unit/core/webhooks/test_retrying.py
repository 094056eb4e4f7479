"""What is tried again and when, and what is given up."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Problem
from lead_intelligence.core.webhooks.retrying import (
	MOST_ATTEMPTS,
	Failure,
	Reply,
	Status,
	back_off,
	verdict,
	wished,
)

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)


def judged(outcome, attempts=1):
	return verdict(outcome, attempts, NOW, host="hooks.example.com")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_what_is_taken_is_delivered(status):
	assert judged(Reply(status=status)).status is Status.DELIVERED


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_again(status):
	found = judged(Reply(status=status))
	assert (found.status, found.wait) == (Status.FAILED, MINUTE)
	assert f"hooks.example.com answered with error {status}." == found.problem.text()


@pytest.mark.parametrize("status", [301, 304, 400, 401, 403, 404, 410, 413, 422])
def test_what_would_be_the_same_again_is_given_up(status):
	found = judged(Reply(status=status, retry_after="60"))
	assert (found.status, found.wait) == (Status.GIVEN_UP, None)
	assert str(status) in found.problem.text()


def test_a_failure_is_tried_again_unless_it_is_final():
	problem = Problem(message="Broken.")
	assert judged(Failure(problem=problem)).status is Status.FAILED
	assert judged(Failure(problem=problem, final=True)).status is Status.GIVEN_UP


def test_six_attempts_within_little_more_than_an_hour():
	waits = [judged(Reply(status=500), attempts).wait for attempts in range(1, MOST_ATTEMPTS)]
	assert waits == [MINUTE, 3 * MINUTE, 9 * MINUTE, 27 * MINUTE, 30 * MINUTE]
	assert judged(Reply(status=500), MOST_ATTEMPTS).status is Status.GIVEN_UP


@given(st.integers(1, 10_000))
def test_the_wait_grows_and_is_bounded(attempts):
	assert MINUTE <= back_off(attempts) <= back_off(attempts + 1) <= 30 * MINUTE


@pytest.mark.parametrize(
	("header", "wait"),
	[
		("120", 2 * MINUTE),
		("Thu, 26 Nov 2026 12:10:00 GMT", 10 * MINUTE),
		("Thu, 26 Nov 2026 11:00:00 GMT", timedelta(0)),
		("-5", timedelta(0)),
		("soon", timedelta(0)),
		("", timedelta(0)),
		(None, timedelta(0)),
		("9" * 10_000, timedelta(days=1)),
		("٣", timedelta(0)),
	],
)
def test_retry_after(header, wait):
	assert wished(header, NOW) == wait


@given(st.text())
def test_any_retry_after_can_be_read(header):
	assert timedelta(0) <= wished(header, NOW) <= timedelta(days=1)


@pytest.mark.parametrize(("asked", "wait"), [("1", MINUTE), ("600", 10 * MINUTE), ("86400", 120 * MINUTE)])
def test_what_is_asked_for_is_honoured_within_limits(asked, wait):
	assert judged(Reply(status=429, retry_after=asked)).wait == wait
