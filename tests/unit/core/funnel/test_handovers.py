"""Hand-overs are counted, each as exactly one thing."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.deal import Deal, Outcome
from lead_intelligence.core.funnel.handed_leads import DealCount, LeadCount, LeadSort
from lead_intelligence.core.funnel.handovers import HandoverCount, HandoverSort, Reply, Treatment
from lead_intelligence.core.metrics.tally import Tally

SORTS = st.builds(
	HandoverSort,
	reply=st.sampled_from(Reply),
	reason=st.sampled_from([None, "No Fit", "Wrong Territory"]),
	consequence=st.sampled_from([None, "Disqualify", "Wrong Territory"]),
	is_over=st.booleans(),
	withdrawn=st.booleans(),
	decided=st.booleans(),
	answered=st.booleans(),
	tried=st.booleans(),
	in_bulk=st.booleans(),
)
LEADS = st.builds(
	LeadSort,
	is_ripe=st.booleans(),
	accepted=st.booleans(),
	stage=st.sampled_from([None, "Raw", "MQL", "SAL", "SQL", "Nurture", "Disqualified", "Opportunity"]),
	converted=st.booleans(),
)


def handed(sort: HandoverSort) -> Treatment:
	return sort.treatment


@pytest.mark.parametrize(
	("told", "treatment"),
	[
		({"answered": True}, Treatment.WORKED),
		({"decided": True}, Treatment.WORKED),
		({"decided": True, "in_bulk": True}, Treatment.IN_BULK),
		({"decided": True, "in_bulk": True, "answered": True}, Treatment.WORKED),
		({"withdrawn": True}, Treatment.TAKEN_BACK),
		({"withdrawn": True, "tried": True}, Treatment.TAKEN_BACK),
		({"withdrawn": True, "answered": True}, Treatment.WORKED),
		({"tried": True}, Treatment.TRIED),
		({}, Treatment.UNTOUCHED),
		({"is_over": False, "answered": True}, Treatment.NOT_OVER),
	],
)
def test_what_became_of_it_within_the_days(told: dict[str, bool], treatment: Treatment) -> None:
	assert HandoverSort(reply=Reply.NONE, **told).treatment is treatment


def test_no_fact_makes_a_handover_less_worked() -> None:
	worked = {Treatment.WORKED, Treatment.IN_BULK}
	for decided, in_bulk, tried, withdrawn in product([False, True], repeat=4):
		sort = HandoverSort(
			reply=Reply.NONE, decided=decided, in_bulk=in_bulk, tried=tried, withdrawn=withdrawn
		)
		assert sort._replace(answered=True).treatment is Treatment.WORKED
		assert (sort.treatment in worked) is decided


@given(sorts=st.lists(SORTS, max_size=30))
def test_the_sorts_add_up_to_all_that_was_handed_over(sorts: list[HandoverSort]) -> None:
	count = HandoverCount()
	for sort in sorts:
		count.add(sort)
	assert count.handed_over == len(sorts)
	assert sum(count.by_treatment.values()) == sum(count.by_reply.values()) == len(sorts)
	aside = count.by_treatment[Treatment.NOT_OVER] + count.by_treatment[Treatment.TAKEN_BACK]
	assert count.treatment.leads + aside == len(sorts)
	assert sum(count.refusals.values()) == count.by_reply[Reply.REFUSED] >= count.about_the_lead
	assert count.treatment.won - count.by_treatment[Treatment.IN_BULK] == count.treatment_by_itself.won


@given(sorts=st.lists(SORTS, max_size=20), cut=st.integers(0, 20))
def test_two_counts_together_are_the_count_of_all(sorts: list[HandoverSort], cut: int) -> None:
	whole, one, other = HandoverCount(), HandoverCount(), HandoverCount()
	for place, sort in enumerate(sorts):
		whole.add(sort)
		(one if place < cut else other).add(sort)
	one.add_all(other)
	assert one == whole


def test_sales_answers_late_and_has_answered_all_the_same() -> None:
	count = HandoverCount()
	count.add(HandoverSort(reply=Reply.ACCEPTED, decided=False), 3)
	count.add(HandoverSort(reply=Reply.REFUSED, reason="No Fit", consequence="Disqualify", decided=True))
	count.add(HandoverSort(reply=Reply.WITHDRAWN, withdrawn=True))
	assert count.acceptance == Tally(leads=4, won=3)
	assert count.treatment == Tally(leads=4, won=1)


def test_a_wrong_territory_is_nothing_about_the_lead() -> None:
	count = HandoverCount()
	count.add(HandoverSort(reply=Reply.REFUSED, reason="Elsewhere", consequence="Wrong Territory"), 2)
	count.add(HandoverSort(reply=Reply.REFUSED, reason="Too early", consequence="Recycle to Nurture"), 3)
	assert (count.about_the_lead, count.refusals) == (3, {"Elsewhere": 2, "Too early": 3})


def test_nothing_has_no_rate() -> None:
	assert HandoverCount().treatment.rate is None
	assert LeadCount().conversion.rate is None
	assert DealCount().win_rate.rate is None
	assert DealCount().win_rate_by_amount is None


@given(sorts=st.lists(LEADS, max_size=30))
def test_each_accepted_ripe_lead_is_converted_left_dropped_or_qualified(sorts: list[LeadSort]) -> None:
	count = LeadCount()
	for sort in sorts:
		count.add(sort)
	without = count.left + count.dropped + count.qualified
	assert count.ripe_accepted == count.ripe_accepted_converted + without
	assert count.leads == len(sorts) >= count.ripe >= count.ripe_accepted
	assert count.converted >= count.ripe_converted >= count.ripe_accepted_converted


def test_young_leads_are_in_no_conversion_rate() -> None:
	count = LeadCount()
	count.add(LeadSort(is_ripe=False, converted=True), 5)
	count.add(LeadSort(is_ripe=True, converted=True), 1)
	count.add(LeadSort(is_ripe=True), 3)
	assert (count.leads, count.converted, count.conversion) == (9, 6, Tally(leads=4, won=1))


def deal(outcome: Outcome, amount: float | None) -> Deal:
	opened = datetime(2026, 1, 5)
	return Deal(lead="L", record="O", opened_at=opened, outcome=outcome, closed_at=None, amount=amount)


def test_deals_are_won_by_number_and_by_amount() -> None:
	count = DealCount()
	for one in (
		deal(Outcome.WON, 6000),
		deal(Outcome.WON, None),
		deal(Outcome.LOST, 2000),
		deal(Outcome.OPEN, 500),
		deal(Outcome.CLOSED, 100),
	):
		count.add(one)
	assert (count.opportunities, count.without_amount, count.amount) == (5, 1, 8600)
	assert (count.win_rate, count.win_rate_by_amount) == (Tally(leads=3, won=2), 0.75)
	twice = DealCount()
	twice.add_all(count)
	twice.add_all(count)
	assert (twice.won_amount, twice.win_rate_by_amount) == (12000, 0.75)
