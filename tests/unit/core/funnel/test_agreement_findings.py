"""What low treatment, and much acceptance for little, point to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.agreement_findings import (
	Bar,
	Finding,
	finding,
	findings,
	is_alarming,
	percent,
)
from lead_intelligence.core.funnel.handed_leads import LeadCount, LeadSort
from lead_intelligence.core.funnel.handovers import HandoverCount, HandoverSort, Reply

BAR = Bar(alarm=0.8, fewest=20, days=5)
WORKED = HandoverSort(reply=Reply.ACCEPTED, decided=True)
IN_BULK = WORKED._replace(in_bulk=True)
UNFIT = HandoverSort(reply=Reply.REFUSED, reason="No Fit", consequence="Disqualify", decided=True)
ELSEWHERE = UNFIT._replace(reason="Elsewhere", consequence="Wrong Territory")
UNTOUCHED = HandoverSort(reply=Reply.NONE)
TRIED = UNTOUCHED._replace(tried=True)
NO_LEADS = LeadCount()


def handed(*counted: tuple[HandoverSort, int]) -> HandoverCount:
	count = HandoverCount()
	for sort, number in counted:
		count.add(sort, number)
	return count


def leads(converted: int = 0, left: int = 0, dropped: int = 0, qualified: int = 0) -> LeadCount:
	"""Accepted ones that are old enough."""
	count, accepted = LeadCount(), LeadSort(is_ripe=True, accepted=True)
	count.add(accepted._replace(converted=True, stage="Opportunity"), converted)
	count.add(accepted._replace(stage="SAL"), left)
	count.add(accepted._replace(stage="Nurture"), dropped)
	count.add(accepted._replace(stage="SQL"), qualified)
	return count


def told(handovers: HandoverCount, of_leads: LeadCount = NO_LEADS, bar: Bar = BAR) -> list[str]:
	return [one.text.format(**one.values) for one in findings(handovers, of_leads, bar)]


def test_low_treatment_of_good_leads_is_neglect() -> None:
	handovers = handed((WORKED, 30), (UNTOUCHED, 15), (TRIED, 5))
	assert finding(handovers, NO_LEADS, BAR) is Finding.NEGLECT
	assert told(handovers) == [
		"Alarm: sales has worked 30 of 50 hand-overs within 5 days: 60 %, below the agreed 80 %.",
		"This points to neglect, not to the leads: of the 20 that were not worked nobody touched 15, while of the 30 "
		"that sales answered it accepted 30.",
	]


def test_low_treatment_of_leads_that_sales_tries_and_refuses_is_a_matter_of_their_quality() -> None:
	handovers = handed((WORKED, 12), (UNFIT, 18), (TRIED, 15), (UNTOUCHED, 5))
	assert finding(handovers, NO_LEADS, BAR) is Finding.QUALITY
	assert told(handovers)[1].startswith(
		"This points to the quality of the leads: of the 30 that sales answered, it refused 18 for what they are, and "
		"of the 20 that were not worked somebody tried to reach 15."
	)


def test_both_are_said_where_both_are_there() -> None:
	handovers = handed((WORKED, 12), (UNFIT, 18), (UNTOUCHED, 20))
	assert finding(handovers, NO_LEADS, BAR) is Finding.QUALITY_AND_NEGLECT
	assert "points to both" in told(handovers)[1]


def test_refusals_of_leads_of_others_say_nothing_about_the_leads() -> None:
	handovers = handed((WORKED, 12), (ELSEWHERE, 18), (UNTOUCHED, 20))
	assert finding(handovers, NO_LEADS, BAR) is Finding.NEGLECT


def test_leads_that_somebody_tried_in_vain_are_not_neglected() -> None:
	handovers = handed((WORKED, 25), (TRIED, 20), (UNTOUCHED, 5))
	assert finding(handovers, NO_LEADS, BAR) is Finding.NOT_REACHED
	assert (
		"cannot be reached: of the 25 that were not worked, somebody tried to reach 20" in told(handovers)[1]
	)


def test_nothing_is_said_of_the_leads_where_sales_has_hardly_answered() -> None:
	handovers = handed((WORKED, 2), (UNFIT, 2), (UNTOUCHED, 30))
	assert finding(handovers, NO_LEADS, BAR) is Finding.NEGLECT
	assert "Of the leads themselves nothing can be said: sales has answered 4." in told(handovers)[1]


@pytest.mark.parametrize("fewest", [0, 1, 20])
def test_nothing_is_said_of_too_few_cases(fewest: int) -> None:
	bar = Bar(alarm=0.8, fewest=fewest, days=5)
	handovers = handed((UNTOUCHED, max(fewest, 1) - 1))
	assert finding(handovers, NO_LEADS, bar) is Finding.TOO_FEW
	assert told(handovers, bar=bar)[0].startswith("Only ")
	assert is_alarming(handovers, bar) is (fewest == 20)


def test_a_rate_that_just_reaches_the_bar_is_no_alarm() -> None:
	exact = handed((WORKED, 80), (UNTOUCHED, 20))
	assert finding(exact, NO_LEADS, BAR) is Finding.IN_ORDER
	assert told(exact) == [
		"Sales has worked 80 of 100 hand-overs within 5 days: 80 %, which is not below the agreed 80 %."
	]
	short = handed((WORKED, 7999), (UNTOUCHED, 2001))
	assert told(short)[0].startswith(
		"Alarm: sales has worked 7999 of 10000 hand-overs within 5 days: 79.99 %"
	)


def test_leads_that_are_worked_and_refused_are_a_matter_of_their_quality() -> None:
	handovers = handed((WORKED, 30), (UNFIT, 20))
	assert finding(handovers, NO_LEADS, BAR) is Finding.QUALITY
	assert "refuses 20 of the 50 that it answered for what they are" in told(handovers)[1]


def test_what_was_answered_in_bulk_is_said_apart() -> None:
	handovers = handed((WORKED, 60), (IN_BULK, 30), (UNTOUCHED, 10))
	first, second = findings(handovers, NO_LEADS, BAR)
	assert first.tone == "good"
	assert second.text.format(**second.values) == (
		"30 of the 90 worked ones were only answered together with others. Without them the treatment rate is 60 %."
	)
	assert second.tone == "bad"


@pytest.mark.parametrize(
	("of_leads", "expected", "words"),
	[
		(
			leads(converted=4, left=30, dropped=6),
			Finding.NO_FOLLOW_UP,
			"30 still stand where they were accepted",
		),
		(leads(converted=4, left=5, dropped=31), Finding.EASY_ACCEPTANCE, "they are accepted too easily"),
		(leads(converted=4, left=5, qualified=31), Finding.NO_OPPORTUNITIES, "31 became SQL without one"),
	],
)
def test_much_accepted_for_few_opportunities_is_explained_by_where_the_leads_are(
	of_leads: LeadCount, expected: Finding, words: str
) -> None:
	handovers = handed((WORKED, 45), (UNFIT, 5))
	assert finding(handovers, of_leads, BAR) is expected
	assert words in told(handovers, of_leads)[-1]
	assert (
		"accepts 45 of the 50 that it answers, but of 40 accepted long enough ago only 4"
		in (told(handovers, of_leads)[-1])
	)


def test_what_is_accepted_in_bulk_and_dropped_was_not_looked_at() -> None:
	handovers = handed((WORKED, 10), (IN_BULK, 40))
	assert "40 of them together with others" in told(handovers, leads(converted=2, dropped=40))[-1]


@pytest.mark.parametrize(
	("handovers", "of_leads"),
	[
		(handed((WORKED, 45), (UNFIT, 5)), leads(converted=8, left=32)),
		(handed((WORKED, 45), (UNFIT, 5)), leads(converted=0, left=19)),
		(handed((WORKED, 38), (UNFIT, 12)), leads(converted=1, left=40)),
	],
	ids=["a fifth is not few", "too few old ones", "not accepted that often"],
)
def test_nothing_is_said_of_acceptance_where_it_is_in_order(
	handovers: HandoverCount, of_leads: LeadCount
) -> None:
	assert finding(handovers, of_leads, BAR) is Finding.IN_ORDER
	assert len(told(handovers, of_leads)) == 1


COUNTS = st.integers(0, 60)


@given(numbers=st.tuples(*[COUNTS] * 6), of_leads=st.tuples(*[COUNTS] * 4))
def test_whatever_the_figures_are_each_sentence_can_be_read(
	numbers: tuple[int, ...], of_leads: tuple[int, ...]
) -> None:
	sorts = (WORKED, IN_BULK, UNFIT, ELSEWHERE, TRIED, UNTOUCHED)
	handovers = handed(*zip(sorts, numbers, strict=True))
	sentences = told(handovers, leads(*of_leads))
	assert sentences
	assert not any("{" in sentence for sentence in sentences)
	enough = handovers.treatment.leads >= BAR.fewest
	alarm = enough and is_alarming(handovers, BAR)
	assert any(sentence.startswith("Alarm:") for sentence in sentences) is alarm
	if alarm:
		assert finding(handovers, leads(*of_leads), BAR) in {
			Finding.QUALITY,
			Finding.NEGLECT,
			Finding.QUALITY_AND_NEGLECT,
			Finding.NOT_REACHED,
		}


@given(share=st.fractions(0, 1), bar=st.integers(0, 100))
def test_a_share_is_rounded_but_never_up_to_a_bar_that_it_does_not_reach(share: Any, bar: int) -> None:
	told = percent(float(share), below=bar / 100)
	assert abs(told - float(share) * 100) <= 0.05 + 1e-9
	if float(share) < bar / 100 - 1e-7:
		assert told < bar


@pytest.mark.parametrize(
	("share", "told"),
	[(0, 0), (1, 100), (0.8, 80), (0.7999, 79.99), (1 / 3, 33.3), (0.29, 29), (1 / 6, 16.7)],
)
def test_shares_are_told_with_a_decimal_where_they_need_one(share: float, told: float) -> None:
	assert str(percent(share, below=0.8)) == str(told)
