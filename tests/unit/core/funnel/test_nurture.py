"""What nurture yields."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.funnel.nurture import Nurtured, all_nurtured, nurture_figures
from lead_intelligence.core.funnel.nurture_report import nurture_yield
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.reporting.groups import Grouping
from lead_intelligence.core.reporting.result import Result

counts = st.dictionaries(
	st.builds(
		Nurtured,
		is_ripe=st.booleans(),
		came_back=st.booleans(),
		converted=st.booleans(),
		days=st.none() | st.integers(0, 180),
	),
	st.integers(1, 40),
	max_size=15,
)
STAYED, BACK = Nurtured(), Nurtured(came_back=True, days=30)
NOTHING = LeftOut()
YOUNG, YOUNG_BACK = Nurtured(is_ripe=False), Nurtured(is_ripe=False, came_back=True, days=3)


@given(counts=counts)
def test_the_figures_are_those_of_the_leads_one_by_one(counts: dict[Nurtured, int]) -> None:
	leads = [case for case, number in counts.items() for _lead in range(number)]
	figures = nurture_figures(counts)
	ripe = [lead for lead in leads if lead.is_ripe]
	days = [lead.days for lead in leads if lead.came_back and lead.days is not None]

	assert figures.leads == len(leads)
	assert figures.came_back == sum(lead.came_back for lead in leads)
	assert figures.converted == sum(lead.converted for lead in leads)
	assert (figures.back.leads, figures.back.won) == (len(ripe), sum(lead.came_back for lead in ripe))
	assert (figures.yielded.leads, figures.yielded.won) == (len(ripe), sum(lead.converted for lead in ripe))
	assert figures.waiting == sum(not lead.came_back for lead in ripe)
	assert figures.young == len(leads) - len(ripe)
	assert figures.unripe == sum(not lead.came_back and not lead.is_ripe for lead in leads)
	assert (figures.days.median if figures.days else None) == (np.median(days) if days else None)


@given(one=counts, other=counts)
def test_groups_together_are_all_their_leads(one: dict[Nurtured, int], other: dict[Nurtured, int]) -> None:
	assert all_nurtured((one, other)) == Counter(one) + Counter(other)


def report(
	now: dict[str, dict[Nurtured, int]],
	before: dict[str, dict[Nurtured, int]] | None = None,
	*,
	in_time: bool = False,
	left_out: LeftOut = NOTHING,
) -> Result:
	grouping = Grouping(label="Month" if in_time else "Source", in_time=in_time)
	return nurture_yield(grouping, now, before, left_out, months=6, fewest=20)


def test_rates_are_of_leads_whose_time_is_over() -> None:
	result = report({"2025-01": {STAYED: 3, BACK: 1, YOUNG: 5, YOUNG_BACK: 2}}, in_time=True)

	row = result.rows[0]
	assert (row["leads"], row["came_back"], row["back_rate"], row["back_rate_of"]) == (11, 3, 0.25, 4)
	assert (row["waiting"], row["young"], row["unripe"]) == (3, 5, True)
	assert result.notes[0].values == {"leads": 7, "months": 6}


def test_without_young_leads_there_is_no_column_for_them() -> None:
	assert "young" not in [column.name for column in report({"A": {STAYED: 1}}).columns]


def test_the_period_before_stands_beside() -> None:
	result = report({"A": {STAYED: 1}}, {"A": {BACK: 2}, "B": {Nurtured(came_back=True, converted=True): 3}})

	assert [
		(row["key"], row["leads"], row["leads_before"], row["yield_rate_before"]) for row in result.rows
	] == [
		("=A", 1, 2, 0),
		("=B", 0, 3, 1),
		("all", 1, 5, 0.6),
	]
	assert [(card.value, card.before) for card in result.cards] == [(1, 5), (0, 5), (0, 3), (0, 0.6)]


def test_nobody_was_nurtured() -> None:
	result = report({}, left_out=LeftOut(undated=2, deleted=1))

	assert result.rows == ()
	said = [note.text.format(**note.values) for note in result.notes]
	assert said[0].startswith("No lead was put into nurture in this period.")
	assert said[1].startswith("Leads of which nobody knows when they were put into nurture: 2,")
	assert said[2].startswith("Leads that have been deleted since: 1,")
