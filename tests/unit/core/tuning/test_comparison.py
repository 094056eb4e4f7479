"""The pass over past leads."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from sklearn.metrics import roc_auc_score

from lead_intelligence.core.tuning.comparison import Comparison
from lead_intelligence.core.tuning.comparison_data import comparison_data
from tests.builders import a_lead, a_rule, compiled, when
from tests.random_models import models

from .past import TODAY, Past, built, compared, few_examples, past_lead, pasts, score, two_models, visitors

OLD = compiled(
	*(a_rule(when("visits", "is at least", least), 10, f"visits {least}") for least in range(1, 8))
)
NEW = compiled(
	*(a_rule(when("visits", "is at least", least), 12, f"visits {least}") for least in range(1, 5)),
	*(a_rule(when("pages", "is at least", least), 9, f"pages {least}") for least in range(1, 7)),
)


def data_of(comparison: Comparison) -> dict[str, Any]:
	return comparison_data(comparison, TODAY, lambda rule: rule.label)


def some_visitors(leads: int, older: int = 0) -> list[Past]:
	random = Random(leads)

	def one(newer: bool) -> Past:
		visits, pages = random.randrange(9), random.choice([None, *range(8)])
		won = random.choice([None, random.random() < visits / 20 + (pages or 0) / 16])
		return Past(a_lead(visits=visits, pages=pages), won, newer, before=a_lead(visits=min(visits, 5)))

	return [one(newer=number >= older) for number in range(leads)]


def test_what_was_seen_of_the_leads() -> None:
	some_pasts = [*visitors(3, 2, 4, visits=1), *visitors(5, 6, 7, newer=False, visits=1)]

	seen = compared(some_pasts, NEW, OLD).seen

	assert (seen.leads, seen.newer, seen.known, seen.failed) == (27, 9, 16, 0)
	assert (seen.judged.leads, seen.judged.won) == (5, 3)
	assert (seen.older.leads, seen.older.won) == (11, 5)


@few_examples
@given(two=two_models(), some_pasts=pasts)
def test_every_lead_is_in_one_cell_and_in_one_grade_of_each_model(two, some_pasts: list[Past]) -> None:
	old, new = two
	known = sum(past.newer and past.won is not None for past in some_pasts)

	comparison = compared(some_pasts, new, old)

	assert comparison.old is not None
	assert sum(count.leads for count in comparison.changes.cells.values()) == len(some_pasts)
	for figures in (comparison.old, comparison.new):
		assert sum(figures.leads_by_grade().values()) == len(some_pasts)
		assert sum(figures.bars()) == len(some_pasts)
		assert sum(tally.leads for tally in figures.outcome_by_grade().values()) == known


@few_examples
@given(model=models(), some_pasts=pasts)
def test_a_model_compared_with_itself_changes_nothing(model, some_pasts: list[Past]) -> None:
	data = data_of(compared(some_pasts, built(model), built(model)))

	assert data["changes"] | {"cells": None} == {"changed": 0, "up": 0, "down": 0, "cells": None}
	assert all(cell["from"] == cell["to"] for cell in data["changes"]["cells"])
	assert (data["effects"], data["without_a_rule"]) == ([], 0)
	assert data["old"] == data["new"]
	assert data["auc_difference"] in (None, {"value": 0.0, "low": None, "high": None})


def test_the_difference_of_ranking_is_that_of_the_two_on_the_judged_leads() -> None:
	some_pasts = some_visitors(300, older=100)
	judged = [past for past in some_pasts if past.newer and past.won is not None]

	found = compared(some_pasts, NEW, OLD).auc_difference()

	won = [past.won for past in judged]
	new, old = (
		roc_auc_score(won, [score(model, past.judged).points for past in judged]) for model in (NEW, OLD)
	)
	assert found is not None
	assert found.value == pytest.approx(new - old)
	assert found.interval is not None
	assert found.interval.low < found.value < found.interval.high


def test_without_an_old_model_there_is_nothing_to_compare_with() -> None:
	some_pasts = some_visitors(200, older=80)

	alone, beside = data_of(compared(some_pasts, NEW)), data_of(compared(some_pasts, NEW, OLD))

	assert (alone["old"], alone["auc_difference"], alone["effects"]) == (None, None, [])
	assert {cell["from"] for cell in alone["changes"]["cells"]} == {None}
	assert (alone["changes"]["up"], alone["changes"]["down"]) == (0, 0)
	for same in ("leads", "outcomes", "new", "rules", "suggestions", "cautions"):
		assert alone[same] == beside[same]


@pytest.mark.parametrize("older", [0, 150])
def test_the_order_of_leads_plays_no_part_but_in_the_halves_of_calibration(older: int) -> None:
	some_pasts = some_visitors(300, older)

	in_order = data_of(compared(some_pasts, NEW, OLD))
	shuffled = data_of(compared(Random(7).sample(some_pasts, 300), NEW, OLD))

	assert in_order["new"]["calibration"]
	if not older:
		for data in (in_order, shuffled):
			data["old"].pop("calibration")
			data["new"].pop("calibration")
	assert shuffled == in_order


def test_a_lead_that_could_not_be_scored_is_in_no_figure_but_its_own() -> None:
	some_pasts = some_visitors(60, older=20)
	comparison = Comparison(OLD, NEW)
	for past in some_pasts:
		comparison.add_failure()
		comparison.add(past_lead(past, NEW, OLD))

	with_failures, without = data_of(comparison), data_of(compared(some_pasts, NEW, OLD))

	assert with_failures["failed"] == 60
	assert len(with_failures["cautions"]) == len(without["cautions"]) + 1
	for changed in ("failed", "cautions"):
		del with_failures[changed], without[changed]
	assert with_failures == without


def test_nothing_grows_with_the_number_of_leads() -> None:
	few, many = compared(some_visitors(3_000), NEW, OLD), compared(some_visitors(3_000) * 3, NEW, OLD)

	for one, other in ((few.new, many.new), (few.old, many.old)):
		assert one
		assert other
		assert one.present.keys() == other.present.keys()
		assert one.judged.keys() == other.judged.keys()
	assert few._joint.keys() == many._joint.keys()
	assert few.matches._sets.keys() == many.matches._sets.keys()
