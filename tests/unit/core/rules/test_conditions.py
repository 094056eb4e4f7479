"""Conditions: nested logic with unknowns, canonical data, sentences, and refusals that say what to do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.rules.compiler import compile_condition
from lead_intelligence.core.rules.conditions import MAX_DEPTH, condition_to_data, fields_of, parse_condition
from lead_intelligence.core.rules.sentences import sentence
from tests.builders import CATALOGUE, NOW, a_lead, all_of, any_of, when

YES, NO, UNKNOWN = when("visits", "is at least", 1), when("visits", "is at least", 9), when("pages", "is", 1)
LEAD = a_lead(visits=5)
ANSWER = {YES: True, NO: False, UNKNOWN: None}

conditions = st.recursive(
	st.sampled_from([YES, NO, UNKNOWN]),
	lambda parts: st.builds(
		lambda group, chosen: group(*chosen),
		st.sampled_from([all_of, any_of]),
		st.lists(parts, min_size=1, max_size=3),
	),
	max_leaves=8,
)


def expected(condition):
	if condition in ANSWER:
		return ANSWER[condition]
	answers = [expected(part) for part in condition.parts]
	decisive = isinstance(condition, type(any_of(YES)))
	if decisive in answers:
		return decisive
	return None if None in answers else not decisive


@given(conditions)
def test_nested_groups_follow_three_valued_logic(condition):
	assert compile_condition(condition, CATALOGUE).judge(LEAD, NOW) is expected(condition)


@given(conditions.filter(lambda condition: depth_of(condition) <= MAX_DEPTH))
def test_data_gives_the_condition_back(condition):
	data = condition_to_data(condition)
	assert parse_condition(json.dumps(data)) == parse_condition(data) == condition


def depth_of(condition):
	return 1 + max((depth_of(part) for part in getattr(condition, "parts", ())), default=0)


def test_fields_are_named_once_in_reading_order():
	condition = all_of(any_of(when("source", "is", "A"), when("visits", "is", 1)), when("source", "is set"))
	assert fields_of(condition) == ("source", "visits")


@pytest.mark.parametrize(
	("condition", "words"),
	[
		(
			when("country", "is one of", ["France", "Spain", "Italy"]),
			"Country is one of France, Spain or Italy",
		),
		(when("visits", "is between", [2, 5]), "Visits is between 2 and 5"),
		(when("met_on", "is in the last N days", 30), "Met On is in the last 30 days"),
		(when("unsubscribed", "is yes"), "Unsubscribed is yes"),
		(when("removed", "is", "x"), "removed is x"),
		(
			all_of(when("visits", "is", 1), any_of(when("pages", "is", 2), when("source", "is set"))),
			"Visits is 1, and (Pages is 2, or Source is set)",
		),
	],
)
def test_a_condition_reads_as_a_sentence(condition, words):
	assert sentence(condition, CATALOGUE) == words


def nested(depth):
	return when("visits", "is", 1) if depth == 1 else all_of(nested(depth - 1))


def test_the_limits_themselves_are_allowed():
	assert parse_condition(condition_to_data(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
	assert parse_condition({"any": [{"field": "visits", "operator": "is", "value": 1}] * 100})
	assert compile_condition(when("visits", "is between", [3, 3]), CATALOGUE)
	assert compile_condition(when("country", "is one of", ["x" * 500] * 500), CATALOGUE)
	assert compile_condition(when("met_on", "is in the last N days", 36_500), CATALOGUE)


@pytest.mark.parametrize(
	("data", "reason"),
	[
		("{", "not valid JSON"),
		("[" * 100_000, "not valid JSON"),
		([], "is empty"),
		({}, "is empty"),
		({"all": []}, "at least one condition under 'all'"),
		({"all": [{"field": "visits", "operator": "is", "value": 1}], "any": []}, "and nothing else"),
		({"all": "x"}, "at least one condition"),
		({"operator": "is"}, "names no field"),
		({"field": 7, "operator": "is"}, "names no field"),
		({"field": "visits"}, "'visits' names no operator"),
		({"field": "visits", "operator": "is", "extra": 1}, "unknown key 'extra'"),
		(condition_to_data(nested(6)), "more than 5 levels"),
		({"any": [{"field": "visits", "operator": "is", "value": 1}] * 101}, "more than 100 comparisons"),
	],
)
def test_what_is_no_condition_is_refused(data, reason):
	with pytest.raises(Refused, match=reason):
		parse_condition(data)


@pytest.mark.parametrize(
	("condition", "reason"),
	[
		(when("removed", "is", 1), "no field 'removed'"),
		(when("visits", "sounds like", 1), "no operator 'sounds like'. For 'Visits' use one of: is, "),
		(when("visits", "contains", "1"), "'contains' does not fit 'Visits'"),
		(when("visits", "is at least"), "the value is missing"),
		(when("visits", "is at least", ""), "the value is missing"),
		(when("country", "is one of", []), "the value is missing"),
		(when("visits", "is at least", "many"), "'many', which is not a number"),
		(when("visits", "is at least", True), "cannot be compared with 'True'"),
		(when("visits", "is at least", {"a": 1}), "Enter a single value"),
		(when("visits", "is at least", [1]), "Enter a single value"),
		(when("met_on", "is on", "10/03/2026"), "not a date. Write it as YYYY-MM-DD"),
		(when("met_on", "is on", 20260310), "not a date"),
		(when("country", "is", b"France"), "which is not a text"),
		(when("country", "contains", "\u0301"), "compared with a blank"),
		(when("employees", "is one of", ["1-10", "few"]), "'few' is not a choice"),
		(when("met_on", "is in the last N days", "7"), "whole number of days"),
		(when("met_on", "is in the last N days", -1), "whole number of days"),
		(when("met_on", "is in the last N days", 36_501), "from 0 to 36500"),
		(when("visits", "is between", [5, 2]), "put the lower value first"),
		(when("visits", "is between", [5]), "needs two values"),
		(when("employees", "is", "1000+"), "not a choice of 'No of Employees'. Its choices are: 1-10, "),
		(when("country", "is one of", ["x"] * 501), "more than 500 values"),
		(when("country", "is", "x" * 501), "more than 500 characters"),
		(when("country", "is one of", ["France", " "]), "compared with a blank"),
		(when("job_title", "matches list", ["*"]), "phrase that is only"),
		(when("job_title", "matches list", ["ceo", "＊"]), "phrase that is only"),
		(when("job_title", "matches list", ["a*b*c*d"]), "more than 2 '*'"),
		(when("job_title", "contains", ["a"]), "Enter a single value"),
	],
)
def test_a_comparison_that_does_not_fit_is_refused_with_what_to_do(condition, reason):
	with pytest.raises(Refused) as refusal:
		compile_condition(condition, CATALOGUE)
	assert reason in str(refusal.value)


@pytest.mark.parametrize("operator", ["contains", "does not contain", "starts with", "ends with"])
def test_a_part_of_a_choice_need_not_be_a_choice(operator):
	assert compile_condition(when("employees", operator, "200"), CATALOGUE)


def test_only_the_n_of_the_operator_is_the_number_of_days():
	words = {"is in the last N days": "ist Nicht älter als N Tage"}
	condition = when("met_on", "is in the last N days", 30)
	assert (
		sentence(condition, CATALOGUE, lambda text: words.get(text, text))
		== "Met On ist Nicht älter als 30 Tage"
	)


any_json = st.recursive(
	st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
	lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
	max_leaves=10,
)


@given(
	st.sampled_from([field.name for field in CATALOGUE]),
	st.sampled_from(["is", "is one of", "is between"]),
	any_json,
)
def test_no_value_does_worse_than_be_refused(field, operator, value):
	try:
		condition = compile_condition(
			parse_condition({"field": field, "operator": operator, "value": value}), CATALOGUE
		)
	except Refused:
		return
	assert condition.judge(a_lead(visits=1, country="France"), NOW) in (True, False, None)
