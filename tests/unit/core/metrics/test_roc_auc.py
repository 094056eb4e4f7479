from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from sklearn.metrics import roc_auc_score

from lead_intelligence.core.metrics.roc_auc import roc_auc

from .histograms import ScoredLead, counted, scored_leads


@given(leads=scored_leads)
def test_is_the_share_of_pairs_in_which_the_won_lead_is_ahead(leads: list[ScoredLead]) -> None:
	won = [points for points, is_won in leads if is_won]
	lost = [points for points, is_won in leads if not is_won]
	wins = sum((ahead > behind) + (ahead == behind) / 2 for ahead in won for behind in lost)

	found = roc_auc(counted(leads))

	if won and lost:
		assert found == pytest.approx(wins / (len(won) * len(lost)))
	else:
		assert found is None


@given(leads=scored_leads)
def test_turns_around_when_the_scores_do(leads: list[ScoredLead]) -> None:
	forward, backward = roc_auc(counted(leads)), roc_auc(counted((-points, won) for points, won in leads))

	assert (forward is None) == (backward is None)
	if forward is not None and backward is not None:
		assert forward + backward == pytest.approx(1)


def test_equal_points_for_everybody_are_chance() -> None:
	assert roc_auc(counted([(7, True), (7, False), (7, False)])) == 0.5


def test_a_perfect_ranking_is_one() -> None:
	assert roc_auc(counted([(9, True), (8, True), (3, False), (-2, False)])) == 1.0


@given(leads=scored_leads)
def test_is_scikit_learns(leads: list[ScoredLead]) -> None:
	found = roc_auc(counted(leads))

	if found is not None:
		theirs = roc_auc_score([won for _, won in leads], [points for points, _ in leads])
		assert found == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("span", [3, 40, 100_000])
def test_is_scikit_learns_for_many_leads(span: int) -> None:
	random = Random(span)
	leads = [(random.randrange(span), random.random() < 0.3) for _ in range(20_000)]

	found = roc_auc(counted(leads))

	theirs = roc_auc_score([won for _, won in leads], [points for points, _ in leads])
	assert found == pytest.approx(theirs, abs=1e-12)
