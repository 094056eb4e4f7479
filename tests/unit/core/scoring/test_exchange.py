"""Models as JSON: there and back, and every fault of form named with its row."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.scoring.exchange import FORMAT, model_from_json, model_to_data, model_to_json
from lead_intelligence.core.scoring.validation import problems_of
from lead_intelligence.core.snapshot.erpnext_lead import ERPNEXT_LEAD_FIELDS
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from tests.builders import a_group, a_model, a_rule, any_of, when
from tests.unit.core.rules.test_conditions import any_json

STARTER = (
	Path(__file__).resolve().parents[4] / "lead_intelligence" / "core" / "scoring" / "starter_model.json"
)
MODEL = a_model(
	a_rule(
		any_of(when("visits", "is between", [1, 5]), when("unsubscribed", "is no")), 10, "Visits", group="G"
	),
	a_rule(
		when("country", "is one of", ["Côte d'Ivoire"]),
		-5,
		"Far",
		valid_from=date(2024, 2, 29),
		disqualifies=True,
	),
	groups=[a_group("G", at_most=0, at_least=-3)],
)


def data(**changes):
	return {**model_to_data(MODEL), **changes}


def rule(**changes):
	first = {**model_to_data(MODEL)["fit"]["rules"][0], **changes}
	return data(fit={"groups": [{"group": "G"}], "rules": [first]})


def test_json_gives_the_model_back_and_is_the_same_text_each_time():
	text = model_to_json(MODEL)
	assert model_from_json(text) == model_from_json(text.encode()) == MODEL
	assert model_to_json(model_from_json(text)) == text


def test_the_starter_model_can_go_live():
	model = model_from_json(STARTER.read_text(encoding="utf-8"))
	assert problems_of(model, FieldCatalogue(ERPNEXT_LEAD_FIELDS)) == ()


@pytest.mark.parametrize(
	("given", "sentence"),
	[
		("{", "not valid JSON"),
		("[]", "not a JSON object"),
		([data()], "not a JSON object"),
		(b"\xff\xfe{", "not valid JSON"),
		("[" * 100_000, "not valid JSON"),
		({}, "'format' is 'None'"),
		(data(format="other"), f"expected '{FORMAT}'"),
		(data(fit=None), "no part 'fit'"),
		(data(behaviour={}), "'behaviour' is not known here"),
		(data(scale="percent"), "'scale' is 'percent'; it must be '0-100' or 'points'"),
		(data(grades={}), "'grades' must be a list of rows"),
		(data(grades=[7]), "Grades, row 1: The row must be an object"),
		(
			data(grades=[{"grade": "A", "at_least": "high"}]),
			"Grades, row 1: 'at_least' is 'high'; it must be a number",
		),
		(data(grades=[{"grade": "A", "at_least": True}]), "must be a number"),
		(
			data(grades=[{"grade": "A", "at_least": float("inf")}]),
			"Grades, row 1: 'at_least' is 'inf'; it must be a number",
		),
		(data(grades=[{"grade": ["A"]}]), "Grades, row 1: 'grade' is '['A']'; it must be a text"),
		(
			data(fit={"groups": [{"group": "G", "at_most": 1.5}], "rules": []}),
			"Groups, row 1: 'at_most' is '1.5'; it must be a whole number",
		),
		(data(fit={"groups": [], "rules": [], "more": 1}), "'more' is not known here"),
		(rule(points="ten"), "Rules, row 1: 'points' is 'ten'; it must be a whole number"),
		(rule(points=10**400), None),
		(rule(valid_from="29/02/2024"), "Rules, row 1: 'valid_from' is '29/02/2024'; it must be a date"),
		(rule(valid_to="2023-02-29"), "must be a date"),
		(rule(valid_to=20240229), "must be a date"),
		(rule(disqualifies="yes"), "must be true or false"),
		(rule(condition=None), "Rules, row 1: The condition is empty"),
		(rule(condition={"field": "visits"}), "Rules, row 1: The condition on 'visits' names no operator"),
		(rule(weight=1), "Rules, row 1: 'weight' is not known here. Known are: condition, "),
	],
)
def test_a_fault_of_form_is_named(given, sentence):
	if sentence is None:
		assert model_from_json(given)
		return
	with pytest.raises(Refused) as refusal:
		model_from_json(given)
	assert sentence in str(refusal.value)


def test_every_fault_of_a_row_is_told_and_its_place_can_be_translated():
	with pytest.raises(Refused) as refusal:
		model_from_json(rule(points="ten", condition={}))
	assert [problem.place for problem in refusal.value.problems] == ["Rules, row {row}"] * 2
	assert "'points' is 'ten'" in str(refusal.value)
	assert "condition is empty" in str(refusal.value)


@given(st.dictionaries(st.sampled_from(["format", "name", "scale", "grades", "fit", "x"]), any_json))
def test_no_json_does_worse_than_be_refused(content):
	for given_data in (
		content,
		{**data(), **content},
		{**data(), "fit": {"rules": [content], "groups": [content]}},
	):
		with suppress(Refused):
			json.loads(model_to_json(model_from_json(given_data)))
