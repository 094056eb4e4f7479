"""What reps took, and when a rate of it means nothing."""

from __future__ import annotations

from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.responding.reps import LeadCount, Taken, all_of, owners_follow_outcome


def a_count(leads: int, won: int = 0, opportunities: int = 0, ripe: int | None = None) -> LeadCount:
	return LeadCount(
		leads=leads,
		won_ever=won,
		ripe=leads if ripe is None else ripe,
		opportunities=opportunities,
		won=won,
	)


def test_recorded_and_told_leads_are_judged_together() -> None:
	taken = Taken(recorded=a_count(10, won=2, opportunities=4), told=a_count(10, won=1, opportunities=1))

	assert taken.knows_denominator
	assert taken.leads == 20
	assert taken.won == Tally(leads=20, won=3)
	assert taken.opportunities == Tally(leads=20, won=5)


def test_who_is_told_of_won_leads_alone_has_no_rate() -> None:
	taken = Taken(told=a_count(15, won=15, opportunities=15))

	assert not taken.knows_denominator
	assert taken.leads == 15
	assert taken.won.rate is None
	assert taken.opportunities.rate is None
	assert taken.unripe == 0


def test_what_was_recorded_keeps_its_rate() -> None:
	taken = Taken(recorded=a_count(4, won=1), told=a_count(15, won=15))

	assert taken.won == Tally(leads=4, won=1)


def test_one_lead_that_was_not_won_makes_a_denominator() -> None:
	assert Taken(told=a_count(15, won=14)).won == Tally(leads=15, won=14)


def test_leads_that_are_young_are_taken_and_not_judged() -> None:
	taken = Taken(recorded=a_count(5, ripe=3))

	assert (taken.leads, taken.unripe, taken.opportunities.leads) == (5, 2, 3)


def test_all_together_leave_out_what_is_told_of_won_leads_alone() -> None:
	known, unknown = Taken(told=a_count(10, won=1)), Taken(told=a_count(5, won=5))
	every = Taken(recorded=a_count(3, won=1), told=a_count(15, won=6))

	assert all_of([known], every) is every
	together = all_of([known, unknown], every)
	assert together.leads == 18
	assert together.won == Tally(leads=3, won=1)


def test_owners_that_come_with_the_outcome_are_noticed() -> None:
	assert owners_follow_outcome(Tally(leads=842, won=842), Tally(leads=7158, won=30))
	assert not owners_follow_outcome(Tally(leads=40, won=38), Tally(leads=400, won=380))
	assert not owners_follow_outcome(Tally(leads=1, won=1), Tally(leads=3, won=1))
	assert not owners_follow_outcome(Tally(leads=0, won=0), Tally(leads=3, won=1))
