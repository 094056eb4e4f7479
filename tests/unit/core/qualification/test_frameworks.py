"""Frameworks of qualification: what makes sense in one, and the names of facts."""

from __future__ import annotations

import pytest

from lead_intelligence.core.qualification.frameworks import (
	Framework,
	Question,
	answer_fact,
	confidence_fact,
	lines_of,
	problems_of,
)
from lead_intelligence.setup.seeded_frameworks import FRAMEWORKS


def a_question(name: str = "Budget", *answers: str, **more: str) -> Question:
	return Question(
		name=name, answers=answers or ("Confirmed", "None"), **{"asks": "Is there money?", **more}
	)


def told(*questions: Question, name: str = "BANT") -> str:
	return "\n".join(problem.text() for problem in problems_of(Framework(name=name, questions=questions)))


def test_one_answer_a_line_without_blanks():
	assert lines_of(" Confirmed \n\n  No   budget\r\n") == ("Confirmed", "No budget")
	assert lines_of(None) == ()


def test_names_of_facts():
	assert answer_fact("BANT", "Budget") == "li:answer:BANT:Budget"
	assert confidence_fact("BANT", "Budget") == "li:confidence:BANT:Budget"


def test_a_good_framework_has_no_problems():
	assert told(a_question(), a_question("Need")) == ""


@pytest.mark.parametrize(
	("question", "expected"),
	[
		(a_question(""), "The question has no name"),
		(a_question("Bud:get"), "'Bud:get' has a colon"),
		(a_question("x" * 61), "more than 60 characters"),
		(a_question(asks=""), "does not say what is to be found out"),
		(a_question("Budget", "Confirmed"), "at least two answers"),
		(a_question("Budget", "Yes", "yés"), "'yés' stands there twice"),
		(a_question("Budget", "Yes", "x" * 101), "more than 100 characters"),
		(a_question("Budget", *(f"Answer {n}" for n in range(13))), "more than 12 answers"),
	],
)
def test_what_is_wrong_with_a_question_is_told_with_its_row(question, expected):
	text = told(a_question("Need"), question)
	assert text.startswith("Questions, row 2: ")
	assert expected in text


def test_what_is_wrong_with_the_whole():
	assert "asks nothing" in told()
	assert "'A:B' has a colon" in told(a_question(), name="A:B")
	assert "more than 20 questions" in told(*(a_question(f"Q{n}") for n in range(21)))
	assert "row 1 already" in told(a_question("Budget"), a_question("BUDGET"))


@pytest.mark.parametrize("seeded", FRAMEWORKS, ids=lambda seeded: seeded.framework)
def test_those_that_come_with_the_app_are_in_order(seeded):
	questions = [
		Question(name=one.question, asks=one.asks, guide=one.guide, answers=one.answers)
		for one in seeded.questions
	]
	assert told(*questions, name=seeded.framework) == ""
	assert all(question.guide for question in questions)


def test_bant_alone_is_in_use_at_first():
	assert [seeded.framework for seeded in FRAMEWORKS if seeded.enabled] == ["BANT"]
