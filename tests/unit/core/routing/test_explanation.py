"""Each choice, and each reason for which somebody was passed over, is said in words."""

from __future__ import annotations

import pytest

from lead_intelligence.core.routing.choice_evidence import Asked, Because, Candidate, Choice, Passed
from lead_intelligence.core.routing.explanation import (
	because_sentence,
	choice_sentence,
	nobody_sentence,
	passed_sentence,
	reason_text,
)
from lead_intelligence.core.routing.pool import Match
from lead_intelligence.core.routing.rep import Away
from tests.unit.core.routing.reps import a_pool, a_rep, choose

REASONS = [one.value for kind in (Passed, Away) for one in kind]
ASKED_NOT_TO = ["refused", "breach", "absent", "leaving", "moved"]


def test_why_somebody_got_it_is_said_with_names():
	choice = choose(a_pool("a", "b", name="France"), a_rep("a"), a_rep("b"))
	assert (
		choice_sentence(choice, names={"a": "Rosa Bernard"})
		== "It was Rosa Bernard's turn in the pool France."
	)
	assert choice_sentence(choice) == "It was a's turn in the pool France."
	assert choice_sentence(Choice(user=None, because=None)) == "Nobody could take the lead."


def test_each_because_has_a_sentence_of_its_own():
	said = [because_sentence(one, "Rosa", "France") for one in (*Because, None)]
	assert len(set(said)) == len(said)
	assert all("Rosa" in one and one.endswith(".") for one in said)


def test_each_reason_has_words_of_its_own_and_an_unknown_one_is_shown_as_it_is():
	said = [reason_text(reason) for reason in (*REASONS, *ASKED_NOT_TO)]
	assert len(set(said)) == len(said)
	assert not {*REASONS, *ASKED_NOT_TO} & set(said)
	assert reason_text("moon") == "moon"


@pytest.mark.parametrize("reason", [*REASONS, *ASKED_NOT_TO])
def test_a_reason_without_figures_can_be_said(reason):
	assert passed_sentence(Candidate(user="a", passed=reason)) == reason_text(reason)


@pytest.mark.parametrize(
	("rep", "says"),
	[
		({"load": 50.0}, "Is full: 50 of 50"),
		({"load": 49.25, "capacity": 50.0}, "Is full: 49.25 of 50"),
		({"capacity": 0.0}, "Has no capacity"),
		({"daily_limit": 5, "taken_today": 5}, "Has had the 5 new leads of the day"),
		({"hourly_limit": 2, "taken_this_hour": 2}, "Has had the 2 new leads of the hour"),
		({"ramp": 0.25, "load": 12.5}, "Has just begun or come back, and has 12.5 of 12.5 for now"),
		({"speaks": "en"}, "Does not speak the language of the lead: fr"),
		({"product": {"Tools": 5}}, "Has no skill in Laser"),
		({"product": {"Laser": 1}}, "Has level 1 in Laser, which is too low"),
	],
)
def test_figures_are_said(rep, says):
	pool = a_pool("a", language=Match.REQUIRED, product=Match.REQUIRED, minimum_level=2)
	rep = {"speaks": "fr", "product": {"Laser": 5}, **rep}
	(one,) = choose(pool, a_rep("a", **rep), language="fr", products=("Laser",)).asked[0].candidates
	assert passed_sentence(one) == says


@pytest.mark.parametrize(
	("candidate", "says"),
	[
		({"passed": "more_loaded", "load": 12.0, "capacity": 20.0}, "Has more open work: 12 of 20"),
		({"passed": "more_loaded", "load": 12.0}, "Has more open work: 12 of …"),
		({"passed": "less_fit", "rate": 0.0512}, "Converts fewer leads: 5.12 %"),
		({"passed": "less_skilled", "level": 2, "detail": "4"}, "Has level 2, others have 4"),
		({"passed": "leave", "until": "2026-03-11 08:00:00"}, "Is on leave, until 11 March"),
		({}, ""),
	],
)
def test_what_else_is_said(candidate, says):
	one = Candidate(user="a", **candidate)
	assert passed_sentence(one, moment=lambda text: "11 March") == says


@pytest.mark.parametrize(
	("asked", "says"),
	[
		({"pool": "France", "why_nobody": "empty"}, "The pool has no members."),
		({"pool": None, "why_nobody": "empty"}, "There is no manager."),
		({"pool": "France", "why_nobody": "disabled"}, "The pool is disabled."),
		({"pool": "France", "why_nobody": "gone"}, "The pool does not exist any more."),
		(
			{"pool": "France", "why_nobody": "loop"},
			"The pool was asked already: the fallback pools lead in a circle.",
		),
		({"pool": "France", "why_nobody": "full"}, "Is full"),
		({"pool": "France", "why_nobody": None}, ""),
	],
)
def test_why_there_was_nobody(asked, says):
	assert nobody_sentence(Asked(strategy=None, **asked)) == says


def test_reasons_are_counted_the_most_frequent_first():
	reps = (a_rep("a", away="leave"), a_rep("b", load=50.0), a_rep("c", load=50.0))
	choice = choose(a_pool(*"abc"), *reps)
	assert nobody_sentence(choice.asked[0]) == "Is full (2), Is on leave (1)"


def test_it_is_said_in_the_language_of_the_reader():
	choice = choose(a_pool("a", "b", name="France"), a_rep("a"), a_rep("b"))
	french = {"It was {0}'s turn in the pool {1}.": "C’était le tour de {0} dans l’équipe {1}."}
	assert (
		choice_sentence(choice, lambda text: french.get(text, text))
		== "C’était le tour de a dans l’équipe France."
	)
