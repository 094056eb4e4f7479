"""What a choice leaves behind can be written down and read again, by later versions too."""

from __future__ import annotations

import json

import pytest

from lead_intelligence.core.routing.choice_evidence import Because, Choice
from lead_intelligence.core.routing.evidence import Evidence, RuleSaid, evidence_of, read_evidence
from lead_intelligence.core.routing.policy import RoutingRule
from lead_intelligence.core.routing.pool import Match, Strategy
from tests.unit.core.routing.reps import a_demand, a_pool, a_rep, chooser, the_path

ABOUT = {"policy": "RP-1-v2", "policy_title": "France", "cause": "Ready", "weight": 1.5}
RULE = RoutingRule(row=2, title="Lasers")


def a_choice() -> Choice:
	first = a_pool("a", name="First", fallback="Second", product=Match.REQUIRED)
	second = a_pool(weights={"b": 1.0, "c": 2.0, "d": 1.0}, name="Second")
	reps = (a_rep("a", product={"Laser": 3}, load=50.0), a_rep("b", daily_limit=9), a_rep("c"))
	found = chooser(*reps, a_rep("d", away="out_of_office"))
	return found.choose(a_demand(products=("Laser",)), the_path(first, second))


def test_the_evidence_is_plain_data_and_says_everything():
	data = evidence_of(a_choice(), rule=RULE, rule_sentence="Product is Laser", **ABOUT)
	assert data["rule"] == {"row": 2, "title": "Lasers", "sentence": "Product is Laser"}
	assert (data["because"], data["cause"], data["weight"]) == ("turn", "Ready", 1.5)
	first, second = data["asked"]
	assert (first["pool"], first["why_nobody"]) == ("First", "full")
	assert first["candidates"] == [{"user": "a", "passed": "full", "load": 50, "capacity": 50, "level": 3}]
	assert (second["strategy"], second["why_nobody"]) == ("Weighted Round Robin", None)
	chosen, *others = second["candidates"]
	assert chosen == {"user": "c", "weight": 2, "load": 0, "capacity": 50, "credit": 0}
	assert [one["passed"] for one in others] == ["not_his_turn", "out_of_office"]
	assert others[0]["taken_today"] == 0


def test_it_comes_back_as_it_was():
	choice = a_choice()
	data = json.loads(json.dumps(evidence_of(choice, rule=RULE, **ABOUT)))
	assert read_evidence(data) == Evidence(rule=RuleSaid(row=2, title="Lasers"), choice=choice, **ABOUT)


def test_that_nobody_was_found_comes_back_too():
	choice = chooser().choose(a_demand(), the_path(a_pool("ghost")))
	data = evidence_of(choice, rule=None, **{**ABOUT, "policy": None})
	assert (data["rule"], data["because"]) == (None, None)
	assert read_evidence(data).choice == choice


@pytest.mark.parametrize(
	"data",
	[
		{},
		{"asked": None, "rule": []},
		{"asked": [5, {"candidates": [None, {}, {"user": 7}]}], "because": "stars", "weight": "x"},
		{"asked": [{"strategy": "Lottery", "candidates": "none"}], "policy": 3, "rule": {"row": None}},
	],
)
def test_what_cannot_be_read_is_empty(data):
	found = read_evidence(data)
	assert (found.choice.user, found.choice.because, found.policy, found.cause) == (None, None, None, "")
	assert all(not one.candidates and one.strategy is None for one in found.choice.asked)


def test_a_candidate_keeps_what_is_known_of_it():
	data = {
		"because": "manager",
		"asked": [{"pool": None, "candidates": [{"user": "m", "load": 3, "new": 1}]}],
	}
	found = read_evidence(data).choice
	assert (found.user, found.because) == ("m", Because.MANAGER)
	assert found.asked[0].candidates[0].load == 3
	assert Strategy.BEST_FIT.value == "Best Fit"
