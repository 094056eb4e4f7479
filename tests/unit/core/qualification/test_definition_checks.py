"""What is refused in a definition: mistakes at once, gaps when it is to go live, each in a sentence with its row."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lead_intelligence.core.qualification import signing, validation
from lead_intelligence.core.qualification.definition import Criterion, Target, UsedStage
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.qualification.validation import gaps_of, mistakes_in, problems_of
from tests.builders import CRITERIA_CATALOGUE, a_definition, asks, when
from tests.unit.core.qualification import test_signing

REACHABLE = asks(Stage.LEAD, when("email_id", "is set"), "Can be reached")
SOUND = a_definition()


def used(*stages: Stage, by_itself: Stage | None = None):
	return tuple(UsedStage(stage=stage, meaning="Agreed", by_itself=stage is by_itself) for stage in stages)


MISTAKES = [
	(replace(SOUND, stages=(*SOUND.stages, *used(Stage.RAW))), "Stages, row 5: Raw exists whatever"),
	(replace(SOUND, stages=(*SOUND.stages, *used(Stage.NURTURE))), "Stages, row 5: Nurture exists whatever"),
	(replace(SOUND, stages=used(Stage.MQL, Stage.LEAD, Stage.SQL)), "Stages, row 2: Lead comes after MQL"),
	(replace(SOUND, stages=(*SOUND.stages, *used(Stage.MQL))), "Stages, row 5: MQL stands in row 2 already"),
	(
		replace(SOUND, stages=(*SOUND.stages, *used(Stage.CUSTOMER, by_itself=Stage.CUSTOMER))),
		"Stages, row 5: Leads cannot become Customer by themselves",
	),
	(
		replace(SOUND, criteria=(replace(REACHABLE, label=" "),)),
		"Criteria, row 1: The criterion has no name.",
	),
	(
		replace(SOUND, criteria=(REACHABLE, replace(REACHABLE, label="CAN BE REACHED"))),
		"Criteria, row 2: The criterion 'CAN BE REACHED' of Lead stands in row 1 already.",
	),
	(
		replace(SOUND, criteria=(replace(REACHABLE, stage=Stage.CUSTOMER),)),
		"Criteria, row 1: The criterion 'Can be reached' is for Customer, which is not decided by criteria.",
	),
	(
		replace(SOUND, stages=used(Stage.MQL), criteria=(REACHABLE,)),
		"Criteria, row 1: The criterion 'Can be reached' is for Lead, which is not among the stages.",
	),
	(
		replace(SOUND, criteria=(asks(Stage.LEAD, when("fleet", "is set"), "Has cars"),)),
		"Criteria, row 1: There is no field 'fleet' on the lead.",
	),
	(
		replace(
			SOUND,
			criteria=tuple(replace(REACHABLE, label=f"Number {number}") for number in range(101)),
		),
		"The definition has 101 criteria; the most allowed is 100.",
	),
	(
		replace(
			SOUND, stages=used(Stage.LEAD), criteria=(REACHABLE,), gates=((Target.QUOTATION, Stage.SQL),)
		),
		"'Quotation' asks for SQL, which is not among the stages",
	),
	(replace(SOUND, gates=((Target.PROSPECT, Stage.RAW),)), "'Prospect' asks for Raw, which is no gate."),
	(replace(SOUND, gates=((Target.PROSPECT, Stage.CUSTOMER),)), "'Prospect' asks for Customer, which is no"),
	(
		replace(SOUND, acceptance=timedelta()),
		"'To Be Accepted Within' must be more than 0 and at most 1000 working hours, not 0.",
	),
	(
		replace(SOUND, acceptance=timedelta(hours=1000.5)),
		"'To Be Accepted Within' must be more than 0 and at most 1000 working hours, not 1000.5.",
	),
]

GAPS = [
	(replace(SOUND, stages=(), criteria=()), "The definition uses no stage. Add at least one"),
	(
		replace(SOUND, stages=used(Stage.LEAD, Stage.SAL), criteria=(REACHABLE,)),
		"SAL is in use and MQL is not",
	),
	(
		replace(SOUND, stages=(UsedStage(stage=Stage.LEAD, meaning=" "),), criteria=(REACHABLE,)),
		"Stages, row 1: Lead has no meaning yet.",
	),
	(
		replace(SOUND, stages=used(Stage.LEAD, Stage.MQL), criteria=(REACHABLE,)),
		"Stages, row 2: MQL has no criteria, so every lead would be one.",
	),
]


def texts(problems):
	return [problem.text() for problem in problems]


def test_a_sound_definition_goes_live():
	assert problems_of(SOUND, CRITERIA_CATALOGUE) == ()
	gated = replace(SOUND, gates=tuple((target, Stage.SQL) for target in Target))
	assert problems_of(gated, CRITERIA_CATALOGUE) == ()


@pytest.mark.parametrize(("definition", "sentence"), MISTAKES)
def test_a_mistake_is_refused_in_a_draft_already(definition, sentence):
	assert any(text.startswith(sentence) for text in texts(mistakes_in(definition, CRITERIA_CATALOGUE)))
	assert problems_of(definition, CRITERIA_CATALOGUE) == mistakes_in(definition, CRITERIA_CATALOGUE)


@pytest.mark.parametrize(("definition", "sentence"), GAPS)
def test_a_gap_is_fine_in_a_draft_and_refused_when_it_is_to_go_live(definition, sentence):
	assert mistakes_in(definition, CRITERIA_CATALOGUE) == ()
	assert any(text.startswith(sentence) for text in texts(problems_of(definition, CRITERIA_CATALOGUE)))


def test_what_sales_accepts_needs_no_criteria_nor_does_what_erpnext_makes():
	definition = replace(
		SOUND,
		stages=(*used(Stage.LEAD, Stage.MQL, Stage.SAL, Stage.OPPORTUNITY, Stage.CUSTOMER),),
		criteria=(
			REACHABLE,
			Criterion(stage=Stage.MQL, label="French", condition=when("country", "is", "France")),
		),
	)
	assert gaps_of(definition) == ()


def sentences_of(module) -> set[str]:
	"""Every one in its source that is no docstring."""
	tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
	docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
	constants = (
		node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings
	)
	return {one.value for one in constants if isinstance(one.value, str) and one.value.endswith(".")}


def test_no_refusal_is_without_a_test():
	provoked = {
		problem.message
		for definition, _sentence in (*MISTAKES, *GAPS)
		for problem in problems_of(definition, CRITERIA_CATALOGUE)
	}
	assert sentences_of(validation) <= provoked
	assert sentences_of(signing) <= test_signing.provoked()
