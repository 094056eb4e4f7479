"""Frameworks of qualification such as BANT: what is to be found out about a lead, and the answers that there can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..problems import Problem
from ..rules.text import fold

MOST_QUESTIONS: Final = 20
MOST_CHOICES: Final = 12
LONGEST_ANSWER: Final = 100
# Names of facts are built of both, and must fit where names of fields are stored.
LONGEST_NAME: Final = 60
QUESTION_ROW: Final = "Questions, row {row}"


class Confidence(str, Enum):
	"""How sure whoever found out is of the answer."""

	LOW = "Low"
	MEDIUM = "Medium"
	HIGH = "High"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
	"""`name`: a short key. `asks`: the whole question. `guide`: how to ask it. `answers`: the best one first."""

	name: str
	asks: str = ""
	guide: str = ""
	answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
	name: str
	questions: tuple[Question, ...] = ()
	description: str = ""


def answer_fact(framework: str, question: str) -> str:
	"""The name under which criteria know the answer to a question."""
	return f"li:answer:{framework}:{question}"


def confidence_fact(framework: str, question: str) -> str:
	return f"li:confidence:{framework}:{question}"


def lines_of(text: str | None) -> tuple[str, ...]:
	"""The answers as an admin writes them: one a line."""
	return tuple(line for raw in (text or "").splitlines() if (line := " ".join(raw.split())))


def problems_of(framework: Framework) -> tuple[Problem, ...]:
	"""All that is wrong with a framework, in the order of its form."""
	found = list(name_problems(framework.name))
	if not framework.questions:
		found.append(Problem(message="The framework asks nothing. Add at least one question."))
	if len(framework.questions) > MOST_QUESTIONS:
		message = "The framework has more than {most} questions. Nobody answers so many: remove some."
		found.append(Problem(message=message, values={"most": MOST_QUESTIONS}))
	names: dict[str, int] = {}
	for row, question in enumerate(framework.questions, start=1):
		problems = [*_question_problems(question)]
		first = names.setdefault(fold(question.name), row)
		if question.name and first != row:
			message = (
				"The question '{question}' stands in row {first} already. Give each question its own name."
			)
			problems.append(Problem(message=message, values={"question": question.name, "first": first}))
		found += [problem.at(QUESTION_ROW, row=row) for problem in problems]
	return tuple(found)


def name_problems(name: str) -> Iterator[Problem]:
	"""Of a framework or of a question."""
	if ":" in name:
		message = (
			"The name '{name}' has a colon, which separates the parts of names in conditions. Leave it out."
		)
		yield Problem(message=message, values={"name": name})
	if len(name) > LONGEST_NAME:
		message = "The name '{name}' has more than {most} characters. Shorten it."
		yield Problem(message=message, values={"name": name, "most": LONGEST_NAME})


def _question_problems(question: Question) -> Iterator[Problem]:
	if not question.name:
		yield Problem(message="The question has no name. Enter a short one, such as Budget.")
	yield from name_problems(question.name)
	if not question.asks:
		yield Problem(
			message="'{question}' does not say what is to be found out. Write the whole question.",
			values={"question": question.name},
		)
	yield from _answer_problems(question.answers)


def _answer_problems(answers: tuple[str, ...]) -> Iterator[Problem]:
	if len(answers) < 2:
		yield Problem(message="A question needs at least two answers to choose from. Write one a line.")
	if len(answers) > MOST_CHOICES:
		message = "There are more than {most} answers to choose from. Remove some."
		yield Problem(message=message, values={"most": MOST_CHOICES})
	for answer in _repeated(answers):
		message = "The answer '{answer}' stands there twice. Write each answer once."
		yield Problem(message=message, values={"answer": answer})
	for answer in answers:
		if len(answer) > LONGEST_ANSWER:
			message = "The answer '{answer}…' has more than {most} characters. Shorten it."
			yield Problem(message=message, values={"answer": answer[:40], "most": LONGEST_ANSWER})


def _repeated(answers: Iterable[str]) -> Iterator[str]:
	seen: set[str] = set()
	for answer in answers:
		if fold(answer) in seen:
			yield answer
		seen.add(fold(answer))
