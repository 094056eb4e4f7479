"""Answers as they are sent: taken as the framework writes them, or refused as a whole in a sentence."""

from __future__ import annotations

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.frameworks import Framework, Question
from lead_intelligence.core.qualification.incoming_answers import NewAnswer, read_answers, read_note

BANT = Framework(
	name="BANT",
	questions=(
		Question(name="Budget", answers=("Confirmed", "No budget")),
		Question(name="Need", answers=("Pressing", "Vague")),
	),
)


def sent(**fields: object) -> dict[str, object]:
	return {"framework": "BANT", "question": "Budget", "answer": "Confirmed", **fields}


def read(*answers: object) -> tuple[NewAnswer, ...]:
	return read_answers(list(answers), [BANT])


def refusal(*answers: object) -> str:
	with pytest.raises(Refused) as refused:
		read(*answers)
	return refused.value.problems[0].text()


def test_names_are_taken_as_the_framework_writes_them():
	(answer,) = read(sent(framework="bant", question=" BUDGET ", answer="confirmed", confidence="high"))
	assert answer == NewAnswer(
		framework="BANT", question="Budget", answer="Confirmed", confidence="High", note=None
	)


def test_without_answer_nothing_is_known_any_more():
	(answer,) = read(sent(answer=None, confidence="High", note="  They froze it.  "))
	assert (answer.answer, answer.confidence, answer.note) == (None, None, "They froze it.")
	assert read(sent(answer=" "))[0].answer is None


def test_nothing_sent_is_nothing_read():
	assert read() == ()


@pytest.mark.parametrize(
	("answer", "expected"),
	[
		("Confirmed", "must be a JSON object"),
		(sent(framework="MEDDIC"), "'framework' is 'MEDDIC', which is no framework in use. In use: BANT."),
		(sent(framework=None), "'framework' is missing"),
		(sent(question="Pain"), "'question' is 'Pain', which BANT does not ask. It asks: Budget, Need."),
		(sent(question=["Budget"]), "'question' must be given as text"),
		(sent(answer="Perhaps"), "'answer' is 'Perhaps'. It must be one of: Confirmed, No budget."),
		(sent(answer=3), "'answer' must be given as text"),
		(sent(confidence="Sure"), "'confidence' is 'Sure'. It must be one of: Low, Medium, High."),
		(sent(note="x" * 2001), "'note' may have at most 2000 characters"),
		(sent(note={"a": 1}), "'note' must be given as text"),
		(sent(by="me"), "no field 'by'"),
	],
)
def test_what_makes_no_sense_is_refused_naming_the_field(answer, expected):
	text = refusal(sent(question="Need", answer="Vague"), answer)
	assert text.startswith("Answers, row 2: ")
	assert expected in text


def test_one_question_has_one_answer():
	assert "answered twice" in refusal(sent(), sent(answer="No budget"))


@pytest.mark.parametrize("data", [None, "Confirmed", {"answers": []}, 4])
def test_answers_come_as_a_list(data):
	with pytest.raises(Refused, match="as a list"):
		read_answers(data, [BANT])


def test_there_is_an_end_to_answers():
	with pytest.raises(Refused, match="at most 40"):
		read_answers([sent()] * 41, [BANT])


def test_without_any_framework_that_is_told():
	with pytest.raises(Refused, match="In use: -"):
		read_answers([sent()], [])


def test_notes_lose_what_nobody_can_read():
	assert read_note("a\x00b\nc") == "a b\nc"
	assert read_note(None) is None
