"""Each gap in what is known has its sentence, and no sentence says what is not so."""

from __future__ import annotations

import pytest

from lead_intelligence.core.tuning.cautions import FEW, cautions_of
from lead_intelligence.core.tuning.comparison import Comparison
from tests.builders import a_rule, compiled, when

from .past import Past, compared, visitors

MODEL = compiled(a_rule(when("visits", "is at least", 1), 10, "visited"))
OLDER = visitors(5, 5, newer=False, visits=1)
LEARNED_FROM_HALVES = "Too little is known of older leads to learn from"


def sentences(comparison: Comparison) -> list[str]:
	return [problem.text() for problem in cautions_of(comparison)]


def on(*groups: list[Past]) -> list[str]:
	return sentences(compared([past for group in groups for past in group], MODEL))


def test_plenty_of_both_outcomes_needs_no_word() -> None:
	assert on(visitors(FEW, FEW), OLDER) == []


@pytest.mark.parametrize(
	("leads", "beginning"),
	[
		pytest.param([], "There is no past lead to try the model on", id="no leads"),
		pytest.param(visitors(0, 0, 9), "No lead has a known outcome", id="no outcomes"),
		pytest.param(
			[*OLDER, *visitors(0, 0, 3)],
			"None of the 3 newer leads has a known outcome",
			id="older ones only",
		),
		pytest.param(visitors(10, 0), "All 10 leads with a known outcome were won", id="all won"),
		pytest.param(
			[*OLDER, *visitors(10, 0)], "All 10 leads with a known outcome were won", id="all newer won"
		),
		pytest.param(visitors(0, 10), "None of the 10 leads with a known outcome was won", id="none won"),
		pytest.param(visitors(1, 0), "All 1 leads with a known outcome were won", id="one won lead"),
		pytest.param(visitors(0, 1), "None of the 1 leads with a known outcome was won", id="one lost lead"),
		pytest.param(visitors(0, 0, 1), "No lead has a known outcome", id="one open lead"),
		pytest.param(visitors(1, 1), "Only 1 won and 1 lost leads are known", id="one of each"),
		pytest.param([*OLDER, *visitors(7, 3)], "Only 7 won and 3 lost leads are known", id="ten outcomes"),
		pytest.param([*OLDER, *visitors(FEW - 1, 500)], "Only 29 won and 500 lost", id="just too few won"),
		pytest.param([*OLDER, *visitors(500, FEW - 1)], "Only 500 won and 29 lost", id="just too few lost"),
	],
)
def test_one_gap_has_one_sentence(leads: list[Past], beginning: str) -> None:
	(sentence,) = on(leads)

	assert sentence.startswith(beginning)


def test_who_learns_from_halves_is_told_so() -> None:
	(sentence,) = on(visitors(FEW, FEW))

	assert sentence.startswith(LEARNED_FROM_HALVES)


@pytest.mark.parametrize("older", [visitors(9, 0, newer=False), visitors(0, 9, newer=False)])
def test_older_leads_of_one_outcome_are_too_little_to_learn_from(older: list[Past]) -> None:
	(sentence,) = on(visitors(FEW, FEW), older)

	assert sentence.startswith(LEARNED_FROM_HALVES)


def test_nothing_is_said_of_what_was_learned_where_nothing_was() -> None:
	comparison = compared(visitors(1, 1), MODEL)

	assert comparison.new.calibration() is None
	assert not any(sentence.startswith(LEARNED_FROM_HALVES) for sentence in sentences(comparison))


def test_failures_are_told_and_are_not_called_no_leads() -> None:
	comparison = Comparison(None, MODEL)
	comparison.add_failure()
	comparison.add_failure()

	(sentence,) = sentences(comparison)

	assert sentence.startswith("2 leads could not be scored.")
