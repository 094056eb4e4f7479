"""How far leads came: rung by rung, and from one stage to another."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.by_group import funnel_by_group
from lead_intelligence.core.funnel.by_stage import Climbed, funnel_by_stage
from lead_intelligence.core.funnel.climb import Standing, rungs
from lead_intelligence.core.funnel.question import FunnelQuestion
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.funnel.step import Crossing, step_figures, together
from lead_intelligence.core.metrics.tally import Tally
from lead_intelligence.core.qualification.stages import LADDER, Stage
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Result, Sentence

RAW, LEAD, MQL, SAL, SQL, OPPORTUNITY, CUSTOMER = (1 << place for place in range(7))
EVERYTHING = range(7)
KNOWN = {"ripe_days": 90, "fewest": 20}

standings = st.dictionaries(
	st.builds(
		Standing,
		mask=st.integers(1, 127),
		is_ripe=st.booleans(),
		aside=st.sampled_from([None, Stage.NURTURE, Stage.DISQUALIFIED]),
	),
	st.integers(1, 50),
	max_size=20,
)
crossings = st.dictionaries(
	st.builds(Crossing, is_ripe=st.booleans(), came=st.booleans(), days=st.none() | st.integers(-5, 400)),
	st.integers(1, 50),
	max_size=20,
)


def texts(result: Result) -> str:
	return "\n".join(note.text.format(**note.values) for note in result.notes)


def test_a_lead_has_come_to_a_stage_if_it_was_on_a_later_one() -> None:
	found = rungs({Standing(mask=LEAD | OPPORTUNITY): 3, Standing(mask=LEAD): 5}, EVERYTHING)

	assert [(one.reached, one.itself, one.skipped) for one in found] == [
		(8, 0, 8),
		(8, 8, 0),
		*[(3, 0, 3)] * 3,
		(3, 3, 0),
		(0, 0, 0),
	]


def test_leads_that_are_too_young_are_counted_and_in_no_rate() -> None:
	found = rungs(
		{
			Standing(mask=LEAD | MQL): 1,
			Standing(mask=LEAD): 3,
			Standing(mask=LEAD | MQL, is_ripe=False): 10,
			Standing(mask=LEAD, is_ripe=False): 20,
		},
		EVERYTHING,
	)
	lead, mql = found[1], found[2]

	assert (lead.reached, mql.reached) == (34, 11)
	assert mql.from_before == Tally(leads=4, won=1)
	assert (lead.waiting, lead.unripe, mql.waiting, mql.unripe) == (3, 20, 1, 10)


def test_what_became_of_those_that_came_no_further() -> None:
	(one,) = rungs(
		{
			Standing(mask=MQL, aside=Stage.NURTURE): 1,
			Standing(mask=MQL, aside=Stage.DISQUALIFIED, is_ripe=False): 2,
			Standing(mask=MQL): 4,
			Standing(mask=MQL, is_ripe=False): 8,
			Standing(mask=SAL, aside=Stage.NURTURE): 16,
		},
		[2],
	)

	assert (one.nurtured, one.disqualified, one.waiting, one.unripe) == (1, 2, 4, 8)


@given(counts=standings)
def test_the_rungs_are_what_the_leads_say_one_by_one(counts: dict[Standing, int]) -> None:
	leads = [standing for standing, number in counts.items() for _lead in range(number)]

	for one in rungs(counts, EVERYTHING):
		came = [lead for lead in leads if lead.mask.bit_length() > one.place]
		stopped = [lead for lead in came if lead.mask.bit_length() == one.place + 1]
		ripe = [lead for lead in leads if lead.is_ripe]
		assert one.reached == len(came)
		assert one.itself == sum(bool(lead.mask & 1 << one.place) for lead in leads)
		assert one.nurtured + one.disqualified + one.waiting + one.unripe == len(stopped)
		if one.place:
			assert one.from_first == Tally(leads=len(ripe), won=sum(lead.is_ripe for lead in came))
			before = sum(lead.mask.bit_length() >= one.place for lead in ripe)
			assert one.from_before == Tally(leads=before, won=sum(lead.is_ripe for lead in came))
		else:
			assert one.from_before is None


@given(counts=crossings)
def test_a_step_is_what_the_leads_say_one_by_one(counts: dict[Crossing, int]) -> None:
	leads = [crossing for crossing, number in counts.items() for _lead in range(number)]
	figures = step_figures(counts)
	came = [lead for lead in leads if lead.came]
	days = [lead.days for lead in came if lead.days is not None]

	assert (figures.leads, figures.came) == (len(leads), len(came))
	assert figures.ripe.leads == sum(lead.is_ripe for lead in leads)
	assert figures.ripe.won == sum(lead.is_ripe for lead in came)
	assert figures.waiting == sum(lead.is_ripe and not lead.came for lead in leads)
	assert figures.unripe == sum(not lead.is_ripe and not lead.came for lead in leads)
	assert figures.young == sum(not lead.is_ripe for lead in leads)
	if days:
		assert figures.days is not None
		assert figures.days.median == pytest.approx(np.median(days))
		assert figures.days.p90 == pytest.approx(np.percentile(days, 90))
		assert figures.days.negative == sum(number < 0 for number in days)
	else:
		assert figures.days is None


@given(one=crossings, other=crossings)
def test_groups_together_are_all_their_leads(one: dict[Crossing, int], other: dict[Crossing, int]) -> None:
	assert together((one, other)) == Counter(one) + Counter(other)


def test_stage_by_stage_shows_what_is_asked_for() -> None:
	question = FunnelQuestion(first=Stage.MQL, last=Stage.SQL)
	now = Climbed(
		standings={Standing(mask=MQL | SAL): 30, Standing(mask=MQL): 10, Standing(mask=MQL | CUSTOMER): 10},
		days={Stage.SAL: {3: 20, 5: 10}},
		in_all={},
	)
	result = funnel_by_stage(question, now, None, LeftOut(), **KNOWN)

	assert [row["key"] for row in result.rows] == ["MQL", "SAL", "SQL"]
	_mql, sal, sql = result.rows
	assert (sal["reached"], sal["skipped"], sal["from_before"], sal["median"]) == (40, 10, 0.8, 3)
	assert (sql["reached"], sql["from_first"], sql["median"]) == (10, 0.2, None)
	assert "young" not in [column.name for column in result.columns]
	assert [card.value for card in result.cards] == [50, 10, 0.2, None]
	assert texts(result) == ""


def test_the_first_stage_has_no_rate_and_no_days() -> None:
	now = Climbed(standings={Standing(mask=LEAD): 1}, days={Stage.RAW: {1: 1}})
	result = funnel_by_stage(FunnelQuestion(), now, None, LeftOut(), **KNOWN)

	first = result.rows[0]
	assert (first["from_before"], first["from_first"], first["median"]) == (None, None, None)


def test_few_leads_carry_the_range_of_their_rate() -> None:
	now = Climbed(standings={Standing(mask=LEAD): 3, Standing(mask=LEAD | MQL): 1})
	row = funnel_by_stage(FunnelQuestion(), now, None, LeftOut(), **KNOWN).rows[2]

	assert (row["from_before"], row["from_before_of"], row["from_before_few"]) == (0.25, 4, True)
	# Wilson's interval of 1 in 4, by hand.
	assert row["from_before_low"] == pytest.approx(0.045587, abs=1e-6)
	assert row["from_before_high"] == pytest.approx(0.699358, abs=1e-6)


def test_the_period_before_stands_beside() -> None:
	now, before = (Climbed(standings={Standing(mask=MQL): number}) for number in (4, 3))
	result = funnel_by_stage(FunnelQuestion(last=Stage.MQL), now, before, LeftOut(), **KNOWN)

	assert [(row["reached"], row["reached_before"]) for row in result.rows] == [(4, 3)] * 3
	assert [(card.value, card.before) for card in result.cards[:2]] == [(4, 3), (4, 3)]
	assert result.chart is not None
	assert [list(series.numbers) for series in result.chart.series] == [[4, 4, 4], [3, 3, 3]]


def test_what_is_left_out_and_what_is_too_young_is_said() -> None:
	now = Climbed(
		standings={Standing(mask=MQL, is_ripe=False): 7},
		days={Stage.MQL: {-2: 3, 4: 1}},
		in_all={-1: 2},
	)
	left_out = LeftOut(undated=5, deleted=6, before=[Sentence(text="First of all.")])
	said = texts(funnel_by_stage(FunnelQuestion(), now, None, left_out, **KNOWN)).splitlines()

	assert said[0] == "First of all."
	assert said[1].startswith("Leads of less than 90 days: 7.")
	assert said[2].startswith("Times below nought, because the later stage has the earlier date: 5.")
	assert said[3].startswith("Leads of which nobody knows when they came in: 5.")
	assert said[4].startswith("Leads that have been deleted since: 6,")


def test_no_lead_is_one_sentence_and_no_row() -> None:
	result = funnel_by_stage(FunnelQuestion(), Climbed(standings={}), None, LeftOut(), **KNOWN)

	assert (result.rows, result.cards, result.chart) == ((), (), None)
	assert texts(result).startswith("No lead came in within this period.")


BY_SOURCE = Grouping(label="Source")


def by_source(
	now: dict[str, dict[Crossing, int]], before: dict[str, dict[Crossing, int]] | None = None, **more: object
) -> Result:
	grouping = Grouping(label="Source", **more) if more else BY_SOURCE
	return funnel_by_group(FunnelQuestion(), grouping, now, before, LeftOut(), **KNOWN)


def test_groups_with_most_leads_come_first_and_all_of_them_last() -> None:
	came, stayed = Crossing(came=True, days=4), Crossing()
	result = by_source({"Fair": {stayed: 5, came: 1}, "": {stayed: 1}, "Site": {came: 8}})

	assert [(row["key"], row["leads"], row["came"], row["rate"]) for row in result.rows] == [
		("=Site", 8, 8, 1),
		("=Fair", 6, 1, 1 / 6),
		("=", 1, 0, 0),
		("all", 15, 9, 0.6),
	]
	assert result.has_total
	assert result.rows[2]["group"] == Sentence(text="Not Given")


def test_months_are_in_their_order_and_compared_as_a_whole() -> None:
	result = by_source(
		{"2025-02": {Crossing(): 1}, "2025-01": {Crossing(): 2}}, {"2024-12": {Crossing(): 4}}, in_time=True
	)

	assert [row["key"] for row in result.rows] == ["=2025-01", "=2025-02", "all"]
	assert "leads_before" not in [column.name for column in result.columns]
	assert (result.cards[0].value, result.cards[0].before) == (3, 4)


def test_a_group_that_is_only_in_the_period_before_is_shown_with_nothing_now() -> None:
	result = by_source({"Site": {Crossing(): 1}}, {"Fair": {Crossing(came=True): 2}})

	fair = result.rows[1]
	assert (fair["key"], fair["leads"], fair["rate"]) == ("=Fair", 0, None)
	assert (fair["leads_before"], fair["came_before"], fair["rate_before"]) == (2, 2, 1)
	site = result.rows[0]
	assert (site["leads_before"], site["came_before"], site["rate_before"]) == (0, 0, None)


def test_how_many_came_within_a_week_a_month_and_a_quarter() -> None:
	days = {-2: 1, 7: 2, 8: 4, 30: 8, 31: 16, 90: 32, 91: 64, None: 128}
	row = by_source({"Site": {Crossing(came=True, days=some): many for some, many in days.items()}}).rows[0]

	assert (row["within_7"], row["within_30"], row["within_90"]) == (3, 15, 63)
	assert row["came"] == 255


def test_a_cohort_with_young_leads_is_marked() -> None:
	result = by_source({"2025-01": {Crossing(is_ripe=False): 3}}, in_time=True)

	row = result.rows[0]
	assert (row["leads"], row["rate"], row["young"], row["unripe"]) == (3, None, 3, True)
	assert "young" in [column.name for column in result.columns]


def test_what_is_known_only_of_those_that_came_there_has_no_rate() -> None:
	came, stayed = Crossing(came=True), Crossing()
	result = by_source({"Rosa": {came: 30}, "Théo": {came: 2}, "": {stayed: 100}})

	assert [row["rate"] for row in result.rows] == [None, None, None, 32 / 132]
	assert "known only of leads that came to" in texts(result)
	assert result.rows[1]["rate_why"]


@pytest.mark.parametrize(
	"groups",
	[
		{"Rosa": {Crossing(came=True): 3, Crossing(): 1}, "": {Crossing(): 5}},
		{"Rosa": {Crossing(came=True): 3}, "": {Crossing(): 5, Crossing(came=True): 1}},
		{"Rosa": {Crossing(came=True): 3}, "Théo": {Crossing(): 1}},
		{"": {Crossing(): 5}},
	],
)
def test_else_each_group_has_its_rate(groups: dict[str, dict[Crossing, int]]) -> None:
	assert all(row["rate"] is not None for row in by_source(groups).rows)


def test_five_thousand_groups_are_all_there_and_a_few_are_drawn() -> None:
	result = by_source({f"Campaign {number}": {Crossing(): 1} for number in range(5000)})

	assert len(result.rows) == 5001
	assert result.chart is not None
	assert len(result.chart.labels) == 15


def test_the_stages_of_a_question_are_those_from_the_first_to_the_last() -> None:
	assert FunnelQuestion().stages == LADDER
	assert FunnelQuestion(first=Stage.SAL, last=Stage.OPPORTUNITY).stages == LADDER[3:6]
