"""What someone found out about a lead, as it is sent: checked against the frameworks, and refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from ..engagement.incoming import UNPRINTABLE
from ..problems import Problem, Refused
from ..rules.text import fold
from .frameworks import Confidence, Framework, Question

MOST_ANSWERS: Final = 40
LONGEST_NOTE: Final = 2_000
ANSWER_ROW: Final = "Answers, row {row}"
_FIELDS: Final = ("framework", "question", "answer", "confidence", "note")
# What is repeated to the sender of something that is not known.
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
	"""Without an `answer`, what was known is not known any more."""

	framework: str
	question: str
	answer: str | None = None
	confidence: str | None = None
	note: str | None = None


def _refuse(message: str, **values: object) -> NoReturn:
	raise Refused(Problem(message=message, values=values))


def read_answers(data: object, frameworks: Iterable[Framework]) -> tuple[NewAnswer, ...]:
	"""`frameworks`: those in use. Names and answers are taken as the frameworks write them, whatever the case. Raises
	Refused: nothing is taken where one of the answers is wrong."""
	if not isinstance(data, Sequence) or isinstance(data, str):
		_refuse("The answers must be given as a list.")
	if len(data) > MOST_ANSWERS:
		_refuse(
			"These are {number} answers; at most {most} are taken at once.",
			number=len(data),
			most=MOST_ANSWERS,
		)
	known = {fold(framework.name): framework for framework in frameworks}
	found: dict[tuple[str, str], NewAnswer] = {}
	for row, one in enumerate(data, start=1):
		try:
			answer = _answer(one, known)
			key = (answer.framework, answer.question)
			if key in found:
				_refuse("'{question}' is answered twice. Send one answer.", question=answer.question)
		except Refused as refusal:
			raise Refused(*(problem.at(ANSWER_ROW, row=row) for problem in refusal.problems)) from None
		found[key] = answer
	return tuple(found.values())


def read_note(value: object, field: str = "note") -> str | None:
	return _text({field: value}, field, LONGEST_NOTE)


def _answer(data: object, frameworks: Mapping[str, Framework]) -> NewAnswer:
	if not isinstance(data, Mapping):
		_refuse("An answer must be a JSON object.")
	for field in data:
		if field not in _FIELDS:
			known = ", ".join(_FIELDS)
			_refuse("There is no field '{field}'. There are: {known}.", field=_shown(field), known=known)
	framework = _framework(data, frameworks)
	question = _question(data, framework)
	answer = _one_of(data, "answer", question.answers)
	confidence = _one_of(data, "confidence", [confidence.value for confidence in Confidence])
	return NewAnswer(
		framework=framework.name,
		question=question.name,
		answer=answer,
		confidence=confidence if answer else None,
		note=read_note(data.get("note")),
	)


def _framework(data: Mapping[str, Any], frameworks: Mapping[str, Framework]) -> Framework:
	given = _needed(data, "framework")
	found = frameworks.get(fold(given))
	if found is None:
		_refuse(
			"'{field}' is '{value}', which is no framework in use. In use: {known}.",
			field="framework",
			value=_shown(given),
			known=", ".join(one.name for one in frameworks.values()) or "-",
		)
	return found


def _question(data: Mapping[str, Any], framework: Framework) -> Question:
	given = _needed(data, "question")
	for question in framework.questions:
		if fold(question.name) == fold(given):
			return question
	_refuse(
		"'{field}' is '{value}', which {framework} does not ask. It asks: {known}.",
		field="question",
		value=_shown(given),
		framework=framework.name,
		known=", ".join(question.name for question in framework.questions),
	)


def _one_of(data: Mapping[str, Any], field: str, known: Sequence[str]) -> str | None:
	given = _text(data, field)
	if given is None:
		return None
	for value in known:
		if fold(value) == fold(given):
			return value
	_refuse(
		"'{field}' is '{value}'. It must be one of: {known}.",
		field=field,
		value=_shown(given),
		known=", ".join(known),
	)


def _needed(data: Mapping[str, Any], field: str) -> str:
	given = _text(data, field)
	if given is None:
		_refuse("'{field}' is missing.", field=field)
	return given


def _text(data: Mapping[str, Any], field: str, longest: int = 140) -> str | None:
	value = data.get(field)
	if value is None:
		return None
	if not isinstance(value, str):
		_refuse("'{field}' must be given as text.", field=field)
	if len(value) > longest:
		_refuse("'{field}' may have at most {most} characters.", field=field, most=longest)
	return UNPRINTABLE.sub(" ", value).strip() or None


def _shown(value: object) -> str:
	return UNPRINTABLE.sub(" ", str(value))[:_SHOWN]
