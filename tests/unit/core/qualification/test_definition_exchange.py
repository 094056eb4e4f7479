"""Definitions as plain data, and the fingerprint of what is signed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.definition import Scope, Target
from lead_intelligence.core.qualification.exchange import (
	FORMAT,
	definition_from_data,
	definition_from_json,
	definition_to_data,
	fingerprint,
)
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import a_definition, asks, when

DEFINITION = replace(
	a_definition(asks(Stage.LEAD, when("email_id", "is set"), "Can be reached")),
	scope=Scope(company="Atelier", product_line="Ovens"),
	gates=((Target.QUOTATION, Stage.SQL),),
	acceptance=timedelta(hours=4.5),
	version="v1",
)


def data(**fields):
	return {"format": FORMAT, "name": "Tested", **fields}


def test_a_definition_comes_back_from_its_data():
	assert definition_from_data(definition_to_data(DEFINITION)) == DEFINITION


def test_what_is_not_said_has_its_usual_value():
	definition = definition_from_data(data())
	assert (definition.acceptance, definition.keeps_cold_leads) == (timedelta(hours=8), True)
	assert (definition.scope, definition.gates) == (Scope(), ())


@pytest.mark.parametrize(
	("given", "sentence"),
	[
		(
			{"format": "x"},
			"This is not a definition: 'format' is 'x', expected 'lead-intelligence/definition/1'.",
		),
		(data(rows=[]), "'rows' is not known here."),
		(data(scope=[]), "'scope' must be an object with named values."),
		(data(scope={"company": 3}), "'company' is '3'; it must be a text."),
		(data(stages="MQL"), "'stages' must be a list of rows."),
		(data(stages=[{}]), "Stages, row 1: The row has no stage. Choose one."),
		(
			data(stages=[{"stage": "Raw"}]),
			"Stages, row 1: 'Raw' is no stage here. Choose one of Lead, MQL, SAL, SQL, Opportunity, Customer.",
		),
		(
			data(stages=[{"stage": "MQL", "by_itself": "yes"}]),
			"Stages, row 1: 'by_itself' is 'yes'; it must be true or false.",
		),
		(
			data(criteria=[{"stage": "Customer", "condition": {"field": "x", "operator": "is set"}}]),
			"Criteria, row 1: 'Customer' is no stage here. Choose one of Lead, MQL, SAL, SQL.",
		),
		(data(criteria=[{"stage": "MQL"}]), "Criteria, row 1: The condition is empty."),
		(
			data(criteria=[{"stage": "MQL", "condition": "{"}]),
			"Criteria, row 1: The condition is not valid JSON.",
		),
		(data(gates={"Quotation": "Customer"}), "'Customer' is no stage here."),
		(data(gates={"Invoice": "SQL"}), "'Invoice' is not known here."),
		(data(acceptance_hours="8"), "'acceptance_hours' is '8'; it must be a number."),
		(data(acceptance_hours=float("inf")), "'acceptance_hours' is 'inf'; it must be a number."),
		(data(keeps_cold_leads=1), "'keeps_cold_leads' is '1'; it must be true or false."),
	],
)
def test_a_fault_of_form_is_named(given, sentence):
	with pytest.raises(Refused) as refusal:
		definition_from_data(given)
	assert str(refusal.value).startswith(sentence)


def test_hours_beyond_all_measure_are_left_to_the_check_of_the_definition():
	assert definition_from_data(data(acceptance_hours=1e300)).acceptance == timedelta(hours=1_000_000)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000])
def test_what_is_no_json_object_is_refused(text):
	with pytest.raises(Refused, match="not valid JSON"):
		definition_from_json(text)


def test_the_fingerprint_is_that_of_all_that_is_signed():
	signed = fingerprint(DEFINITION, calendar=None)
	assert fingerprint(replace(DEFINITION, name="Other", version="v9")) == signed
	others = [
		replace(DEFINITION, scope=Scope(company="Atelier")),
		replace(DEFINITION, stages=DEFINITION.stages[1:]),
		replace(DEFINITION, stages=(replace(DEFINITION.stages[0], meaning="x"), *DEFINITION.stages[1:])),
		replace(DEFINITION, criteria=()),
		replace(DEFINITION, gates=()),
		replace(DEFINITION, acceptance=timedelta(hours=4)),
		replace(DEFINITION, keeps_cold_leads=False),
	]
	found = [fingerprint(other) for other in others]
	found.append(fingerprint(DEFINITION, calendar="Lyon"))
	assert len({signed, *found}) == len(found) + 1
