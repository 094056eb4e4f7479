"""From which grade to which, against scikit-learn's matrix of the two."""

from __future__ import annotations

from hypothesis import given
from sklearn.metrics import confusion_matrix

from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.tuning.grade_changes import GradeChanges
from tests.builders import a_lead, a_rule, compiled, when

from .past import Past, few_examples, past_lead, pasts, score, two_models, visitors

BY_VISITS = (
	a_rule(when("visits", "is at least", 1), 30, "some"),
	a_rule(when("visits", "is at least", 5), 30, "many"),
)
KNOWN = ["Cold", "Warm", "Hot"]


def changes_on(some_pasts: list[Past], new: CompiledModel, old: CompiledModel | None) -> GradeChanges:
	changes = GradeChanges(tuple(grade.name for grade in new.bands.grades))
	for past in some_pasts:
		changes.add(past_lead(past, new, old))
	return changes


@few_examples
@given(two=two_models(), some_pasts=pasts)
def test_the_cells_are_those_of_the_matrix_and_hold_every_lead(two, some_pasts: list[Past]) -> None:
	old, new = two
	before = [score(old, past.lead).grade for past in some_pasts]
	after = [score(new, past.lead).grade for past in some_pasts]

	found = changes_on(some_pasts, new, old)

	assert sum(count.leads for count in found.cells.values()) == len(some_pasts)
	assert found.changed == sum(one != two for one, two in zip(before, after, strict=True))
	for only, figure in ((None, "leads"), ((True, False), "decided"), ((True,), "won")):
		chosen = [only is None or past.won in only for past in some_pasts]
		if any(chosen):
			matrix = confusion_matrix(before, after, labels=KNOWN, sample_weight=chosen)
			cells = {
				(row, column): matrix[KNOWN.index(row)][KNOWN.index(column)]
				for row in KNOWN
				for column in KNOWN
			}
			assert {cell: getattr(count, figure) for cell, count in found.cells.items()} == {
				cell: cells[cell] for cell in found.cells
			}
	ranks = [grade.name for grade in new.bands.grades]
	moves = [
		ranks.index(grade) - ranks.index(was)
		for was, grade in zip(before, after, strict=True)
		if was in ranks
	]
	assert found.up == sum(move > 0 for move in moves)
	assert found.down == sum(move < 0 for move in moves)


def test_ups_and_downs_are_told_by_the_new_models_order() -> None:
	old = compiled(*BY_VISITS)
	new = compiled(*BY_VISITS, grades=[("Cold", 50), ("Warm", 20), ("Hot", None)])

	found = changes_on([*visitors(1, 0, visits=9), *visitors(0, 2, visits=0)], new, old)

	assert {cell: count.leads for cell, count in found.cells.items()} == {
		("Hot", "Cold"): 1,
		("Cold", "Hot"): 2,
	}
	assert (found.changed, found.up, found.down) == (3, 1, 2)


def test_a_grade_that_the_new_model_does_not_know_is_changed_but_neither_up_nor_down() -> None:
	old = compiled(*BY_VISITS, grades=[("A", 50), ("B", None)])

	found = changes_on(visitors(1, 1, visits=9), compiled(*BY_VISITS), old)

	assert (found.changed, found.up, found.down) == (2, 0, 0)


def test_without_an_old_model_every_lead_is_given_its_first_grade() -> None:
	found = changes_on([*visitors(1, 1, 1, visits=9), Past(a_lead())], compiled(*BY_VISITS), None)

	assert {cell: (count.leads, count.decided, count.won) for cell, count in found.cells.items()} == {
		(None, "Hot"): (3, 2, 1),
		(None, "Cold"): (1, 0, 0),
	}
	assert (found.changed, found.up, found.down) == (0, 0, 0)
