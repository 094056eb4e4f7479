"""Figures on responses, also as somebody would work them out who looks at each lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.responding.buckets import Bucket, bucket_of
from lead_intelligence.core.responding.responses import (
	ANSWERED,
	DECIDED,
	OPEN,
	UNANSWERED,
	Alike,
	Responses,
	Standing,
	Time,
	bucket_for,
	by_bucket,
	responses,
)


@dataclass(frozen=True)
class OneLead:
	standing: Standing
	working: int | None = None
	elapsed: int | None = None
	ripe: bool = True
	opportunity: bool = False
	won: bool = False
	attempts: int = 0

	def alike(self) -> Alike:
		return Alike(
			leads=1,
			standing=self.standing,
			working=self._bucket(self.working),
			elapsed=self._bucket(self.elapsed),
			is_ripe=self.ripe,
			has_opportunity=self.opportunity,
			attempts=self.attempts,
			attempted=int(self.attempts > 0),
		)

	def _bucket(self, seconds: int | None) -> Bucket:
		if self.standing in OPEN:
			return Bucket.WAITING
		return Bucket.NEVER if self.standing in UNANSWERED else bucket_of(seconds)


def figures(*leads: OneLead) -> Responses:
	answered = [one for one in leads if one.standing in ANSWERED]
	return responses(
		[one.alike() for one in leads],
		sum(one.won and one.ripe for one in leads),
		Counter(one.working for one in answered if one.working is not None),
		Counter(one.elapsed for one in answered if one.elapsed is not None),
	)


def test_each_standing_is_answered_open_or_over() -> None:
	assert set(Standing) == ANSWERED | OPEN | UNANSWERED
	assert len(ANSWERED) + len(OPEN) + len(UNANSWERED) == len(Standing)
	assert set(Standing) - DECIDED == {Standing.UNTIMED, Standing.WAITING, Standing.ENDED}


def test_what_still_runs_is_neither_in_time_nor_late() -> None:
	found = figures(
		OneLead(Standing.IN_TIME),
		OneLead(Standing.OVERDUE),
		OneLead(Standing.WAITING),
		OneLead(Standing.ENDED),
	)

	assert found.in_time == Tally(leads=2, won=1)
	assert (found.answered, found.waiting, found.unanswered) == (1, 2, 1)


def test_what_is_young_is_in_no_conversion() -> None:
	found = figures(
		OneLead(Standing.LATE, opportunity=True),
		OneLead(Standing.LATE),
		OneLead(Standing.LATE, opportunity=True, won=True, ripe=False),
	)

	assert found.opportunities == Tally(leads=2, won=1)
	assert found.won == Tally(leads=2, won=0)
	assert found.unripe == 1


def test_attempts_are_told_apart_by_whether_they_reached_anybody() -> None:
	found = figures(
		OneLead(Standing.LATE, attempts=3), OneLead(Standing.OVERDUE, attempts=2), OneLead(Standing.WAITING)
	)

	assert (found.attempts, found.attempted_in_vain, found.attempts_each) == (5, 1, pytest.approx(5 / 3))


def test_no_leads_have_no_rates() -> None:
	found = figures()

	assert (found.leads, found.in_time.rate, found.working, found.elapsed, found.attempts_each) == (
		*(0, None, None, None, None),
	)


def test_more_won_than_there_are_is_refused() -> None:
	with pytest.raises(ValueError, match="not possible"):
		responses([OneLead(Standing.LATE).alike()], 2)


LEADS = st.lists(
	st.builds(
		OneLead,
		standing=st.sampled_from(Standing),
		working=st.none() | st.integers(0, 200_000),
		elapsed=st.none() | st.integers(-5_000, 400_000),
		ripe=st.booleans(),
		opportunity=st.booleans(),
		won=st.booleans(),
		attempts=st.integers(0, 4),
	),
	max_size=40,
)


@given(leads=LEADS)
def test_figures_are_those_of_the_leads_one_by_one(leads: list[OneLead]) -> None:
	found = figures(*leads)

	answered = [one for one in leads if one.standing in ANSWERED]
	judged = [one for one in leads if one.standing in DECIDED]
	ripe = [one for one in leads if one.ripe]
	assert found.leads == found.answered + found.waiting + found.unanswered == len(leads)
	assert found.in_time == Tally(
		leads=len(judged), won=sum(one.standing is Standing.IN_TIME for one in judged)
	)
	assert found.opportunities == Tally(leads=len(ripe), won=sum(one.opportunity for one in ripe))
	assert found.won == Tally(leads=len(ripe), won=sum(one.won for one in ripe))
	for spread, seconds in (
		(found.working, [one.working for one in answered if one.working is not None]),
		(found.elapsed, [one.elapsed for one in answered if one.elapsed is not None]),
	):
		assert (spread.median if spread else None) == (median(seconds) if seconds else None)
		assert (spread.negative if spread else 0) == sum(second < 0 for second in seconds)


@given(leads=LEADS, time=st.sampled_from(Time))
def test_each_lead_is_in_one_bucket(leads: list[OneLead], time: Time) -> None:
	found = by_bucket([one.alike() for one in leads], time)

	assert list(found) == list(Bucket)
	assert sum(one.leads for alike in found.values() for one in alike) == len(leads)
	waiting = sum(one.standing in OPEN for one in leads)
	assert sum(one.leads for one in found[Bucket.WAITING]) == waiting


def test_where_nobody_answered_the_time_says_nothing() -> None:
	assert bucket_for(Standing.LATE, 0) is Bucket.FIVE_MINUTES
	assert bucket_for(Standing.UNTIMED, 4) is Bucket.LATER
	assert bucket_for(Standing.IN_TIME, None) is Bucket.UNKNOWN
	assert bucket_for(Standing.OVERDUE, 0) is Bucket.WAITING
	assert bucket_for(Standing.ENDED, None) is Bucket.NEVER
