from __future__ import annotations

import pytest
from hypothesis import given
from sklearn.metrics import roc_auc_score

from lead_intelligence.core.score_check.check import Line, ScoreCheck
from lead_intelligence.core.score_check.counts import ScoredCount

from .scored import Scored, counted, scored_leads


@given(leads=scored_leads)
def test_each_line_counts_the_leads_that_it_stands_for(leads: list[Scored]) -> None:
	check = ScoreCheck(counted(leads))

	for group, line in check.lines(lambda count: count.group).items():
		mine = [lead.won for lead in leads if lead.group == group]
		assert (line.leads, line.won, line.open) == (
			sum(won is not None for won in mine),
			sum(won is True for won in mine),
			sum(won is None for won in mine),
		)
	assert check.everyone.leads + check.everyone.open == len(leads)


@given(leads=scored_leads)
def test_the_ranking_quality_is_that_of_scikit_learn(leads: list[Scored]) -> None:
	ended = [lead for lead in leads if lead.won is not None]
	check = ScoreCheck(counted(leads))

	if len({lead.won for lead in ended}) < 2:
		assert check.auc is None
	else:
		assert check.auc == pytest.approx(
			roc_auc_score([lead.won for lead in ended], [lead.points for lead in ended])
		)


@given(leads=scored_leads)
def test_the_tenths_hold_every_lead_once_open_ones_too(leads: list[Scored]) -> None:
	check = ScoreCheck(counted(leads))
	parts = check.by_tenth()

	for place, (part, line) in enumerate(parts):
		# As the desk asks for the leads behind the figures: from its lowest score up to the part above, the last one without an end.
		above = parts[place - 1][0].low if place else None
		low = part.low if place < len(parts) - 1 else None
		mine = [
			lead.won
			for lead in leads
			if (low is None or lead.points >= low) and (above is None or lead.points < above)
		]
		assert (line.leads, line.won, line.open) == (
			sum(won is not None for won in mine),
			sum(won is True for won in mine),
			sum(won is None for won in mine),
		)


@given(leads=scored_leads)
def test_the_order_in_which_leads_come_changes_nothing(leads: list[Scored]) -> None:
	one, other = ScoreCheck(counted(leads)), ScoreCheck(counted(leads[::-1]))

	assert one.lines(lambda count: count.group) == other.lines(lambda count: count.group)
	assert one.calibration == other.calibration


def test_a_line_is_off_only_where_chance_does_not_explain_it() -> None:
	assert Line(leads=100, won=50, expected=20).is_off
	assert Line(leads=100, won=5, expected=20).is_off
	assert not Line(leads=100, won=24, expected=20).is_off
	assert not Line(leads=3, won=3, expected=2).is_off
	assert not Line(leads=100, won=50).is_off
	assert not Line(open=3, expected=None).is_off


def test_what_is_expected_of_a_line_adds_up() -> None:
	older = [ScoredCount(points=points, won=won, leads=50) for points in (1, 2) for won in (True, False)]
	check = ScoreCheck(counted([Scored(1, True, group="a"), Scored(2, False, group="a")]), older)

	line = check.lines(lambda count: count.group)["a"]

	assert line.expected == pytest.approx(1)
	assert line.expected_rate == pytest.approx(0.5)


def test_of_nobody_nothing_is_told() -> None:
	check = ScoreCheck([])

	assert check.everyone == Line()
	assert (check.auc, check.auc_interval, check.best_fifth, check.calibration) == (None, None, None, None)
	assert (check.by_tenth(), check.lift_of(check.everyone)) == ([], None)
	assert check.everyone.tally.rate is None


def test_only_open_leads_are_no_tenth() -> None:
	check = ScoreCheck(counted([Scored(3, None), Scored(9, None)]))

	assert check.by_tenth() == []
	assert check.everyone.open == 2
