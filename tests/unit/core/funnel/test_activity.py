"""The funnel by what happened in a period."""

from __future__ import annotations

from lead_intelligence.core.funnel.activity import Flow, Steps, activity_by_group, activity_by_stage
from lead_intelligence.core.funnel.question import Basis, FunnelQuestion
from lead_intelligence.core.funnel.remarks import LeftOut
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.reporting.groups import Grouping

QUESTION = FunnelQuestion(basis=Basis.ACTIVITY, first=Stage.LEAD, last=Stage.SAL)


def test_a_ratio_sets_the_counts_of_two_stages_side_by_side() -> None:
	now = {
		Stage.LEAD: Steps(reached=10, itself=10, days={1: 9}),
		Stage.MQL: Steps(reached=15, itself=12, days={-1: 1, 4: 2}),
	}
	result = activity_by_stage(QUESTION, now, None, LeftOut(), fewest=20)

	lead, mql, sal = result.rows
	assert (lead["ratio"], lead["median"]) == (None, None)
	assert (mql["reached"], mql["skipped"], mql["ratio"], mql["median"]) == (15, 3, 1.5, 4)
	assert (sal["reached"], sal["ratio"], sal["median"]) == (0, 0, None)
	assert any("it can be above 100 %" in one.text for one in result.how)
	assert [note.values for note in result.notes] == [{"cases": 1}]


def test_a_ratio_to_nothing_does_not_exist() -> None:
	result = activity_by_stage(QUESTION, {Stage.MQL: Steps(reached=1, itself=1)}, None, LeftOut(), fewest=20)

	assert [row["ratio"] for row in result.rows] == [None, None, 0]


def test_the_period_before_stands_beside() -> None:
	before = {Stage.LEAD: Steps(reached=3, itself=3)}
	result = activity_by_stage(
		QUESTION, {Stage.LEAD: Steps(reached=1, itself=1)}, before, LeftOut(), fewest=20
	)

	assert [(row["reached"], row["reached_before"]) for row in result.rows] == [(1, 3), (0, 0), (0, 0)]
	assert [(card.value, card.before) for card in result.cards] == [(1, 3), (0, 0)]


def test_nothing_happened() -> None:
	for result in (
		activity_by_stage(QUESTION, {}, None, LeftOut(), fewest=20),
		activity_by_group(QUESTION, Grouping(label="Source"), {}, None, LeftOut(), fewest=20),
	):
		assert result.rows == ()
		assert result.notes[0].text.startswith("No step was made in this period.")


def test_groups_and_all_of_them() -> None:
	now = {"Fair": Flow(leads=4, came=1, days={10: 1}), "Site": Flow(leads=0, came=2, days={20: 2})}
	result = activity_by_group(
		QUESTION, Grouping(label="Source"), now, {"Old": Flow(leads=7)}, LeftOut(), fewest=20
	)

	assert [
		(row["key"], row["leads"], row["leads_before"], row["came"], row["ratio"], row["median"])
		for row in result.rows
	] == [
		("=Fair", 4, 0, 1, 0.25, 10),
		("=Site", 0, 0, 2, None, 20),
		("=Old", 0, 7, 0, None, None),
		("all", 4, 7, 3, 0.75, 20),
	]
	# What was counted stays as it was.
	assert (now["Fair"].leads, now["Fair"].days) == (4, {10: 1})
