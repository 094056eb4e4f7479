from __future__ import annotations

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.score_check.choices import Basis, Choices, Show, never_live, read_choices

GROUPS = ("Source", "Territory")
REFUSED = [
	(
		{"show": "By Colour"},
		"Show",
		"'By Colour' is not among the choices. Choose one of: By Grade, By Tenth, Over Time, Where It Is Wrong.",
	),
	(
		{"basis": 3},
		"Score",
		"'3' is not among the choices. Choose one of: Before the Outcome, When It Came In, As Stored Now.",
	),
	({"model": ["a", "b"]}, "Model", "Choose one value."),
	({"model": "x" * 141}, "Model", "Choose one value."),
	(
		{"group_by": "Month"},
		"Group By",
		"'Month' is not among the choices. Choose one of: Source, Territory.",
	),
	({"lost_after_days": 0}, "Lost after Days", "Enter a whole number of days from 1 to 36500."),
	({"lost_after_days": "36501"}, "Lost after Days", "Enter a whole number of days from 1 to 36500."),
	({"lost_after_days": "1e3"}, "Lost after Days", "Enter a whole number of days from 1 to 36500."),
	({"lost_after_days": "9" * 40}, "Lost after Days", "Enter a whole number of days from 1 to 36500."),
	({"lost_after_days": "²"}, "Lost after Days", "Enter a whole number of days from 1 to 36500."),
]


def test_what_is_not_chosen_is_the_usual() -> None:
	assert read_choices({"company": "Lumen", "model": " ", "show": ""}, GROUPS) == Choices(group_by="Source")


def test_what_is_chosen_counts() -> None:
	values = {
		"show": "Where It Is Wrong",
		"basis": "As Stored Now",
		"model": "AL Scoring v2",
		"lost_after_days": "90",
		"group_by": "Territory",
	}
	assert read_choices(values, GROUPS) == Choices(
		show=Show.ERRORS,
		basis=Basis.STORED,
		model="AL Scoring v2",
		lost_after_days=90,
		group_by="Territory",
	)


@pytest.mark.parametrize(("values", "place", "sentence"), REFUSED)
def test_what_cannot_be_understood_is_refused_with_its_place(values, place, sentence) -> None:
	with pytest.raises(Refused) as refusal:
		read_choices(values, GROUPS)

	(problem,) = refusal.value.problems
	assert (problem.place, problem.message.format(**problem.values)) == (place, sentence)


def test_all_that_is_wrong_is_said_at_once() -> None:
	with pytest.raises(Refused) as refusal:
		read_choices({"show": "x", "lost_after_days": "x"}, GROUPS)

	assert len(refusal.value.problems) == 2


def test_a_version_that_was_never_live_is_named() -> None:
	assert never_live("A draft").text(str) == (
		"Model: A draft is no version of a scoring model that has been live. Choose another one."
	)
