"""What another version says differently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_intelligence.core.qualification.comparison import Part, changes_between
from lead_intelligence.core.qualification.definition import Criterion, Scope, Target, UsedStage
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.rules.sentences import sentence
from tests.builders import CATALOGUE, a_definition, when

REACHABLE = Criterion(stage=Stage.LEAD, label="Can be reached", condition=when("email_id", "is set"))
FRENCH = Criterion(stage=Stage.MQL, label="In France", condition=when("country", "is", "France"))
BEFORE = replace(
	a_definition(REACHABLE, FRENCH),
	scope=Scope(company="Atelier"),
	stages=(
		UsedStage(stage=Stage.LEAD, meaning="We can talk to them.", by_itself=True),
		UsedStage(stage=Stage.MQL, meaning="They want to talk to us."),
	),
	gates=((Target.OPPORTUNITY, Stage.MQL), (Target.QUOTATION, Stage.MQL)),
)


def told(before, after):
	changes = changes_between(before, after, lambda condition: sentence(condition, CATALOGUE))
	return [(change.part, change.text()) for change in changes]


def test_a_version_differs_in_nothing_from_itself():
	assert told(BEFORE, replace(BEFORE, name="Another", version="v2")) == []


@pytest.mark.parametrize(
	("after", "change"),
	[
		({"scope": Scope(company="Atelier Second")}, "It is for Atelier Second instead of Atelier."),
		(
			{"scope": Scope(company="Atelier", market_segment="Bakers")},
			"It is only for leads of the market segment Bakers.",
		),
		(
			{"scope": Scope(company="Atelier", product_line="Ovens")},
			"It is only for leads with interest in Ovens.",
		),
	],
)
def test_scope(after, change):
	assert told(BEFORE, replace(BEFORE, **after)) == [(Part.SCOPE, change)]


def test_a_narrower_scope_can_be_exchanged_and_widened():
	ovens = replace(BEFORE, scope=Scope(company="Atelier", product_line="Ovens", market_segment="Bakers"))
	knives = replace(BEFORE, scope=Scope(company="Atelier", product_line="Knives", market_segment="Cooks"))
	assert [text for _part, text in told(ovens, knives)] == [
		"It is for leads of the market segment Cooks instead of Bakers.",
		"It is for leads with interest in Knives instead of Ovens.",
	]
	assert [text for _part, text in told(ovens, BEFORE)] == [
		"It is no longer only for leads of the market segment Bakers.",
		"It is no longer only for leads with interest in Ovens.",
	]


def test_stages_are_added_and_removed_with_their_criteria():
	after = replace(
		BEFORE,
		stages=(BEFORE.stages[0], UsedStage(stage=Stage.SQL, meaning="They buy.")),
		criteria=(REACHABLE,),
		gates=((Target.OPPORTUNITY, Stage.SQL), (Target.CUSTOMER, Stage.SQL)),
	)
	assert told(BEFORE, after) == [
		(Part.STAGES, "MQL is no longer a stage."),
		(Part.STAGES, "SQL is a stage now."),
		(Part.CRITERIA, "MQL no longer asks for “In France”: Country is France."),
		(Part.GATES, "Opportunity: only from SQL on instead of MQL."),
		(Part.GATES, "Quotation: there is no longer a gate; it was MQL."),
		(Part.GATES, "Customer: only from SQL on; there was no gate."),
	]


def test_the_words_and_the_way_into_a_stage():
	lead, mql = BEFORE.stages
	after = replace(
		BEFORE,
		stages=(replace(lead, by_itself=False), replace(mql, meaning="They ask us.", by_itself=True)),
	)
	assert [text for _part, text in told(BEFORE, after)] == [
		"Leads no longer become Lead by themselves: people move them.",
		"MQL meant “They want to talk to us.” and now means “They ask us.”.",
		"Leads become MQL by themselves.",
	]
	blank = replace(BEFORE, stages=(lead, replace(mql, meaning="")))
	assert [text for _part, text in told(blank, BEFORE)] == ["MQL now means “They want to talk to us.”."]


def test_a_criterion_is_known_by_its_name_or_by_its_condition():
	after = replace(
		BEFORE,
		criteria=(
			replace(REACHABLE, label="can be REACHED", condition=when("phone", "is set")),
			replace(FRENCH, label="French"),
			Criterion(stage=Stage.MQL, label="Visits", condition=when("visits", "is at least", 3)),
		),
	)
	assert [text for _part, text in told(BEFORE, after)] == [
		"Lead: “can be REACHED” was “Email is set” and is now “phone is set”.",
		"MQL: “In France” is now called “French”.",
		"MQL also asks for “Visits”: Visits is at least 3.",
	]


def test_a_criterion_that_goes_to_another_stage_is_another_one():
	after = replace(BEFORE, criteria=(REACHABLE, replace(FRENCH, stage=Stage.LEAD)))
	assert [text for _part, text in told(BEFORE, after)] == [
		"Lead also asks for “In France”: Country is France.",
		"MQL no longer asks for “In France”: Country is France.",
	]


def test_the_hand_over():
	after = replace(BEFORE, acceptance=timedelta(hours=4.5), keeps_cold_leads=False)
	assert told(BEFORE, after) == [
		(Part.HAND_OVER, "Sales accepts or refuses within 4.5 working hours instead of 8."),
		(Part.HAND_OVER, "Cold leads may be given to sales users."),
	]
	assert told(after, BEFORE)[-1] == (Part.HAND_OVER, "Cold leads are kept from sales users.")


def test_stages_and_what_is_gated_are_said_in_the_language_of_the_reader():
	(change,) = changes_between(BEFORE, replace(BEFORE, gates=BEFORE.gates[:1]), str)
	french = {"Quotation": "Devis", "MQL": "MQL"}
	assert change.text(lambda text: french.get(text, text)).startswith("Devis: ")
