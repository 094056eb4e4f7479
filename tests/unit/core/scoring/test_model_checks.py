"""Every mistake in a model is refused with its row and what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.scoring.model import Scale
from lead_intelligence.core.scoring.validation import (
	ModelLimits,
	gaps_of,
	mistakes_in,
	problems_of,
	refuse_problems,
)
from tests.builders import CATALOGUE, a_group, a_model, a_rule, when

GOOD = a_rule(when("visits", "is at least", 1), 10, "visits")
BANDS = (("A", 50), ("B", None))


@pytest.mark.parametrize(
	("model", "sentence"),
	[
		(
			a_model(GOOD, grades=[("A", 50), ("B", 50), ("C", None)]),
			"Grades, row 2: The grade 'B' overlaps with row 1: both begin at 50",
		),
		(
			a_model(GOOD, grades=[("A", None), ("B", None)]),
			"Grades, row 2: The grade 'B' overlaps with row 1: both have no lower bound",
		),
		(
			a_model(GOOD, grades=[("A", 9), ("a", None)]),
			"Grades, row 2: The grade 'a' stands in row 1 already",
		),
		(a_model(GOOD, grades=[("", 9), ("B", None)]), "Grades, row 1: The grade has no name"),
		(
			a_model(GOOD, grades=[("A", 101), ("B", None)], scale=Scale.PERCENT),
			"Grades, row 1: The grade 'A' begins at 101; on the scale 0-100",
		),
		(
			a_model(GOOD, groups=[a_group("G"), a_group("G")]),
			"Groups, row 2: The group 'G' stands in row 1 already",
		),
		(a_model(GOOD, groups=[a_group("")]), "Groups, row 1: The group has no name"),
		(
			a_model(GOOD, groups=[a_group("G", at_most=-1)]),
			"Groups, row 1: The cap of group 'G' is -1; it must be from 0 to 200000",
		),
		(
			a_model(GOOD, groups=[a_group("G", at_least=1)]),
			"Groups, row 1: The floor of group 'G' is 1; it must be from -200000 to 0",
		),
		(
			a_model(GOOD, a_rule(GOOD.condition, 10, "VISITS")),
			"Rules, row 2: The rule 'VISITS' has the same name as row 1",
		),
		(
			a_model(GOOD, a_rule(GOOD.condition, 1001, "x")),
			"Rules, row 2: The rule 'x' gives 1001 points; it must be from -1000 to 1000",
		),
		(a_model(GOOD, a_rule(GOOD.condition, 0, "x")), "Rules, row 2: The rule 'x' gives 0 points"),
		(
			a_model(GOOD, a_rule(GOOD.condition, 5, "x", group="Missing")),
			"Rules, row 2: The rule 'x' is in the group 'Missing'",
		),
		(
			a_model(
				GOOD, a_rule(GOOD.condition, 5, "x", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))
			),
			"Rules, row 2: The rule 'x' ends on 2026-01-01, before it begins on 2026-02-01",
		),
		(
			a_model(GOOD, a_rule(when("removed", "is", 1), 5, "x")),
			"Rules, row 2: There is no field 'removed' on the lead",
		),
		(
			a_model(GOOD, a_rule(when("visits", "contains", 1), 5, "x")),
			"Rules, row 2: The operator 'contains' does not fit 'Visits'",
		),
		(
			a_model(GOOD, a_rule(when("visits", "is", "many"), 5, "x")),
			"Rules, row 2: 'Visits' is compared with 'many'",
		),
		(a_model(GOOD, replace(GOOD, label="")), "Rules, row 2: The rule has no name"),
		(
			a_model(*[a_rule(GOOD.condition, 1, f"r{n}") for n in range(201)]),
			"The model has 201 rules; the most allowed is 200",
		),
	],
)
def test_a_mistake_is_refused_with_its_row(model, sentence):
	(problem,) = mistakes_in(model, CATALOGUE)
	assert problem.text().startswith(sentence)
	with pytest.raises(Refused):
		refuse_problems(model, CATALOGUE)


@pytest.mark.parametrize(
	"model",
	[
		a_model(GOOD, a_rule(GOOD.condition, 1000, "most"), a_rule(GOOD.condition, -1000, "least")),
		a_model(
			GOOD, a_rule(GOOD.condition, 5, "one day", valid_from=date(2026, 2, 1), valid_to=date(2026, 2, 1))
		),
		a_model(
			GOOD,
			groups=[a_group("G", at_most=0, at_least=0), a_group("H", at_most=200_000, at_least=-200_000)],
		),
		a_model(GOOD, grades=[("A", 100), ("B", 0.01), ("C", None)], scale=Scale.PERCENT),
		a_model(*[a_rule(GOOD.condition, 1, f"r{n}") for n in range(200)]),
	],
)
def test_the_limits_themselves_are_allowed(model):
	assert mistakes_in(model, CATALOGUE) == ()


def test_a_grade_may_not_begin_where_the_lowest_scores_are():
	model = a_model(GOOD, grades=[("A", 0), ("B", None)], scale=Scale.PERCENT)
	assert "it must begin above 0" in mistakes_in(model, CATALOGUE)[0].text()


@pytest.mark.parametrize(
	("model", "sentence"),
	[
		(a_model(GOOD, grades=[]), "The model has no grades"),
		(a_model(GOOD, grades=[("A", 50)]), "No grade catches the lowest scores"),
		(a_model(), "The model has no rules"),
		(a_model(a_rule(GOOD.condition, 0, "x", disqualifies=True)), "Every lead would get the same score"),
	],
)
def test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live(model, sentence):
	assert mistakes_in(model, CATALOGUE) == ()
	assert gaps_of(model)[0].text().startswith(sentence)
	assert problems_of(model, CATALOGUE) == gaps_of(model)


def test_rows_without_a_name_are_not_said_to_share_one():
	model = a_model(
		*[replace(GOOD, label="")] * 2,
		groups=[a_group(""), a_group("")],
		grades=[("", 5), ("", 9), ("B", None)],
	)
	assert {problem.text().split(": ")[1] for problem in mistakes_in(model, CATALOGUE)} == {
		"The grade has no name. Enter one.",
		"The group has no name. Enter one.",
		"The rule has no name. Enter one.",
	}


def test_all_problems_are_told_at_once_and_in_the_reader_s_language():
	model = a_model(a_rule(when("visits", "is", "x"), 5000, "x", group="G"), grades=[("A", 5), ("B", 5)])
	problems = mistakes_in(model, CATALOGUE)
	assert len(problems) == 4
	assert problems[1].text(lambda text: f"[{text}]").startswith("[Rules, row 1]: [The rule 'x' gives 5000")


def test_limits_come_from_the_settings():
	assert (
		mistakes_in(a_model(GOOD), CATALOGUE, ModelLimits(most_rules=1, most_points=9))[0]
		.text()
		.endswith("from -9 to 9.")
	)
	assert problems_of(a_model(GOOD, grades=BANDS), CATALOGUE) == ()
