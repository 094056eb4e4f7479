"""The figures of one model, against scikit-learn and numpy on single leads."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_auc_score

from lead_intelligence.core.metrics.auc_interval import auc_interval
from lead_intelligence.core.metrics.calibration import calibration
from lead_intelligence.core.metrics.lift import lift_curve
from lead_intelligence.core.scoring.model import Scale
from lead_intelligence.core.tuning.model_figures import ModelFigures
from tests.builders import a_lead, a_rule, compiled, when
from tests.random_models import models
from tests.unit.core.metrics.histograms import counted

from .past import Past, built, compared, few_examples, pasts, score, visitors

BY_VISITS = compiled(*(a_rule(when("visits", "is at least", least), 10, f"{least}") for least in range(1, 9)))


def figures_of(some_pasts: list[Past], model=BY_VISITS) -> ModelFigures:
	return compared(some_pasts, model).new


def visits(number: int, won: bool | None = None, newer: bool = True) -> Past:
	return Past(a_lead(visits=number), won, newer)


def random_visits(leads: int, newer: bool = True, seed: int = 3) -> list[Past]:
	random = Random(seed)
	drawn = [random.randrange(10) for _ in range(leads)]
	return [visits(number, random.random() < number / 12, newer) for number in drawn]


def points_of(some_pasts: list[Past]) -> list[int]:
	return [score(BY_VISITS, past.lead).points for past in some_pasts]


def outcomes_of(some_pasts: list[Past]) -> list[bool]:
	return [bool(past.won) for past in some_pasts]


@few_examples
@given(model=models(), some_pasts=pasts)
def test_grades_count_leads_as_they_are_and_outcomes_as_they_were(model, some_pasts: list[Past]) -> None:
	model = built(model)
	grades = [grade.name for grade in model.bands.grades]
	known = [past for past in some_pasts if past.newer and past.won is not None]

	found = figures_of(some_pasts, model)

	assert found.leads_by_grade() == {
		grade: sum(score(model, past.lead).grade == grade for past in some_pasts) for grade in grades
	}
	if not known:
		assert {tally.leads for tally in found.outcome_by_grade().values()} == {0}
		return
	ranks = [grades.index(score(model, past.judged).grade) for past in known]
	matrix = confusion_matrix(ranks, [bool(past.won) for past in known], labels=range(len(grades)))
	for rank, grade in enumerate(grades):
		tally = found.outcome_by_grade()[grade]
		assert (tally.lost, tally.won) == tuple(matrix[rank][:2])


@few_examples
@given(model=models(), some_pasts=pasts)
def test_bars_are_a_histogram_from_the_fewest_to_the_most_points_of_the_model(model, some_pasts) -> None:
	model = built(model)
	points = [score(model, past.lead).points for past in some_pasts]

	found = figures_of(some_pasts, model)

	assert found.points_seen() == ((min(points), max(points)) if points else None)
	span = model.scale.highest - model.scale.lowest
	by_hand = [0] * 20
	for value in points:
		twentieth = Fraction(value - model.scale.lowest, span) * 20 if span else Fraction(0)
		by_hand[min(int(twentieth), 19)] += 1
	assert found.bars() == by_hand


def test_ranking_and_lift_are_those_of_the_judged_leads() -> None:
	judged = random_visits(400)

	found = figures_of([*judged, *random_visits(200, newer=False), visits(9), visits(0)])

	points, won = points_of(judged), outcomes_of(judged)
	assert found.auc() == pytest.approx(roc_auc_score(won, points))
	assert found.auc_interval() == auc_interval(counted(zip(points, won, strict=True)))
	assert found.lifts() == lift_curve(
		counted(zip(points, won, strict=True)), [Fraction(1, 10), Fraction(1, 5)]
	)


def test_what_older_leads_teach_is_checked_on_newer_ones() -> None:
	older, judged = random_visits(500, newer=False, seed=1), random_visits(300, seed=2)

	found = figures_of([*older, *judged])

	theirs = IsotonicRegression(out_of_bounds="clip").fit(points_of(older), outcomes_of(older))
	expected = theirs.predict(points_of(judged))
	checked = found.calibration()
	assert found.learns_from_older
	assert checked is not None
	assert checked.leads == 300
	assert checked.observed == pytest.approx(np.mean(outcomes_of(judged)))
	assert checked.expected == pytest.approx(np.mean(expected))
	assert checked.brier == pytest.approx(brier_score_loss(outcomes_of(judged), expected))


def test_older_leads_teach_what_was_known_of_them_while_they_were_open() -> None:
	older = [
		visits(0, False, newer=False),
		Past(a_lead(visits=0), True, newer=False, before=a_lead(visits=8)),
	]

	checked = figures_of([*older, visits(8, True), visits(0, False)]).calibration()

	assert checked is not None
	assert (checked.expected, checked.brier) == (0.5, 0.0)


def test_without_older_leads_each_half_is_checked_by_the_other() -> None:
	judged = random_visits(300)
	halves = [
		counted(zip(points_of(half), outcomes_of(half), strict=True)) for half in (judged[::2], judged[1::2])
	]

	found = figures_of(judged)

	assert not found.learns_from_older
	assert found.calibration() == calibration([tuple(halves), tuple(halves[::-1])])


@pytest.mark.parametrize("older_won", [True, False])
def test_older_leads_of_one_outcome_teach_nothing(older_won: bool) -> None:
	judged = random_visits(40)

	found = figures_of([visits(5, older_won, newer=False), *judged])

	assert not found.learns_from_older
	assert found.calibration() == figures_of(judged).calibration()


@pytest.mark.parametrize(
	"judged",
	[
		pytest.param([], id="none"),
		pytest.param([visits(5, True)] * 10, id="all won"),
		pytest.param([visits(5, False)] * 10, id="none won"),
	],
)
def test_a_calibration_needs_won_and_lost_leads_to_be_checked(judged: list[Past]) -> None:
	older = random_visits(100, newer=False)

	assert figures_of([*older, *judged]).calibration() is None


def test_a_half_without_won_leads_teaches_nothing() -> None:
	assert figures_of([visits(5, True), visits(1, False)] * 5).calibration() is None


@pytest.mark.parametrize("scale", Scale)
def test_the_scale_of_a_model_plays_no_part_in_ranking(scale: Scale) -> None:
	model = compiled(*BY_VISITS.model.fit.rules, scale=scale)

	assert figures_of(random_visits(100), model).auc() == figures_of(random_visits(100)).auc()


def test_a_model_that_only_disqualifies_fills_its_first_bar() -> None:
	model = compiled(a_rule(when("country", "is", "France"), 0, disqualifies=True))

	found = figures_of([*visitors(1, 1, country="France"), *visitors(1, 1, country="Spain")], model)

	assert found.bars() == [4] + [0] * 19
