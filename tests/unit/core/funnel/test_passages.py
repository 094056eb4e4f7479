"""How long cases took, and the cohorts in which they entered."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.cases import Case, Ladder, Moment
from lead_intelligence.core.funnel.cohorts import Span, all_counts, cohorts, ripe_counts
from lead_intelligence.core.funnel.passage import DAY, Passages, elapsed_of, within
from lead_intelligence.core.funnel.tally import FunnelTally, timed_pairs
from lead_intelligence.core.funnel.truncation import expected_before

LADDER = Ladder(rungs=("Lead", "MQL", "Won"), won=2, beside=("Lost",), lost=frozenset({"Lost"}))
FIRST = date(2024, 1, 1).toordinal()


def on(day: float) -> Moment:
	"""So many days after the first of January 2024."""
	return Moment(int(day * DAY), FIRST + int(day // 1))


def a_case(*moments: Moment | None) -> Case:
	padded = [*moments, *[None] * (4 - len(moments))]
	return Case(came=sum(1 << bit for bit, moment in enumerate(padded) if moment), moments=padded)


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=60))
def test_elapsed_days_are_those_of_numpy(microseconds):
	found = elapsed_of(sorted(microseconds))
	days = np.array(microseconds) / DAY

	assert found is not None
	assert found.median == pytest.approx(np.median(days), abs=1e-9)
	assert found.p90 == pytest.approx(np.percentile(days, 90), abs=1e-9)
	assert found.mean == pytest.approx(days.mean(), abs=1e-9)
	assert (found.least, found.most) == (days.min(), days.max())
	assert found.negative == (days < 0).sum()


def test_nothing_took_no_time():
	assert elapsed_of([]) is None
	assert Passages([(0, 1)]).by_pair[0, 1].in_days() is None


def test_only_those_with_both_moments_are_timed():
	passages = Passages([(0, 1), (0, 2)])
	for case in (
		a_case(on(0.9), on(1.1)),
		a_case(on(0), None, on(9)),
		a_case(None, on(1)),
		a_case(on(3), on(2)),
	):
		passages.add(case)

	passage = passages.by_pair[0, 1]
	assert passage.days == Counter({1: 1, -1: 1})
	assert (passage.timed, passage.negative) == (2, 1)
	elapsed = passage.in_elapsed_days()
	assert elapsed is not None
	assert elapsed.most == pytest.approx(0.2)
	assert passages.by_pair[0, 2].days == Counter({9: 1})


def test_within_counts_the_limit_itself():
	assert [within({-2: 1, 7: 2, 8: 4}, limit) for limit in (-3, -2, 7, 8)] == [0, 1, 3, 7]


def test_many_rungs_are_timed_between_neighbours_and_from_the_first():
	assert len(timed_pairs(12)) == 66
	assert timed_pairs(13) == tuple(sorted({(n, n + 1) for n in range(12)} | {(0, n) for n in range(1, 13)}))
	assert timed_pairs(1) == ()


class TestTally:
	@pytest.fixture
	def tally(self) -> FunnelTally:
		tally = FunnelTally(LADDER, in_time_days=30)
		tally.add(a_case(on(0), on(5), on(10)), "Web", Decimal("10.50"))
		tally.add(a_case(on(0), None, on(40)), "Web", None)
		tally.add(a_case(on(2), None, None, on(4)), "Fair", Decimal(99))
		tally.add(a_case(None, on(3), on(5), on(1)), "Fair", Decimal(1))
		tally.add(Case(came=3, moments=[None, None, None, None]), "")
		return tally

	def test_days_to_the_end_begin_at_the_first_rung(self, tally):
		assert tally.all.days_to_won == Counter({10: 1, 40: 1})
		assert tally.all.days_to_lost == Counter({2: 1})

	def test_amounts_are_of_the_won(self, tally):
		assert (tally.all.amount, tally.all.with_amount) == (Decimal("11.50"), 2)
		assert (tally.groups["Fair"].amount, tally.groups["Fair"].with_amount) == (Decimal(1), 1)

	def test_cases_enter_at_their_lowest_dated_rung(self, tally):
		days = Counter(day for day, _ in tally.all.by_day.elements())

		assert days == Counter({FIRST: 2, FIRST + 2: 1, FIRST + 3: 1, None: 1})
		assert tally.won_in_time == Counter({FIRST: 1, FIRST + 3: 1})

	def test_groups_add_up(self, tally):
		counts = Counter()
		for group in tally.groups.values():
			counts.update(group.counts)

		assert counts == tally.all.counts

	def test_what_has_no_date(self, tally):
		assert tally.undated == [1, 1, 0, 0]
		assert tally.days == [
			(FIRST, FIRST + 2),
			(FIRST + 3, FIRST + 5),
			(FIRST + 5, FIRST + 40),
			(FIRST + 1, FIRST + 4),
		]


BY_DAY = {
	(date(2023, 12, 31).toordinal(), 1): 2,
	(date(2024, 1, 1).toordinal(), 1): 3,
	(date(2024, 2, 29).toordinal(), 5): 1,
	(date(2024, 3, 31).toordinal(), 1): 4,
	(None, 1): 7,
}


class TestCohorts:
	@pytest.mark.parametrize(
		("span", "names"),
		[
			(Span.MONTH, ["2023-12", "2024-01", "2024-02", "2024-03"]),
			(Span.QUARTER, ["2023-Q4", "2024-Q1"]),
			(Span.WEEK, ["2023-W52", "2024-W01", "2024-W09", "2024-W13"]),
		],
	)
	def test_their_names(self, span, names):
		found = cohorts(BY_DAY, span, date(2024, 5, 1), 30)

		assert [cohort.name for cohort in found] == names
		assert sum(sum(cohort.counts.values()) for cohort in found) == 10

	def test_a_cohort_is_ripe_when_its_youngest_case_is(self):
		def ripe_on(day: date) -> list[bool]:
			return [cohort.is_ripe for cohort in cohorts(BY_DAY, Span.QUARTER, day, 30)]

		assert ripe_on(date(2024, 4, 29)) == [True, False]
		assert ripe_on(date(2024, 4, 30)) == [True, True]
		assert ripe_on(date(2020, 1, 1)) == [False, False]

	def test_those_without_a_day_are_in_no_cohort_and_not_ripe(self):
		assert ripe_counts(BY_DAY, date(2024, 3, 30), 30) == Counter({1: 5, 5: 1})
		assert all_counts(BY_DAY) == Counter({1: 16, 5: 1})

	@given(st.integers(1, 3_652_059), st.sampled_from(Span))
	def test_every_day_lies_in_its_cohort(self, day, span):
		(cohort,) = cohorts({(day, 1): 1}, span, date(2024, 1, 1), 0)

		assert cohort.first <= date.fromordinal(day)
		assert cohort.last >= date.fromordinal(day)


class TestTruncation:
	def test_sales_that_begin_later_than_their_leads(self):
		entered = {FIRST + day: 10 for day in range(200)}
		# Every fifth is won within a week; recorded are those from the hundredth day on.
		days = {3: 100, 7: 100}

		expected = expected_before(FIRST + 100, entered, days)

		# All that entered on the first 93 days would be won before, and half of those of the next four.
		assert expected == pytest.approx(0.1 * 10 * (93 + 0.5 * 4))

	def test_nothing_is_missing_where_the_first_sale_comes_at_once(self):
		assert expected_before(FIRST + 3, {FIRST: 10, FIRST + 50: 900}, {3: 100}) == 0
		assert expected_before(FIRST, {FIRST: 10}, {0: 5}) == 0
		assert expected_before(FIRST + 3, {FIRST: 10}, {}) == 0
		assert expected_before(FIRST + 3, {}, {3: 100}) == 0
