"""What the reports on the funnel are asked, as the desk sends it."""

from __future__ import annotations

import pytest

from lead_intelligence.core.funnel.cycle_question import CycleBasis, Start, read_cycle_question
from lead_intelligence.core.funnel.question import Basis, FunnelQuestion, read_question
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.reporting.choices import chosen

GROUPS = ("Source", "Month")


def test_nothing_chosen_is_the_whole_funnel() -> None:
	for nothing in ({}, {"group_by": "", "basis": None, "from_stage": " ", "to_stage": ""}):
		assert read_question(nothing, GROUPS) == FunnelQuestion()


def test_what_was_chosen() -> None:
	question = read_question(
		{"group_by": "Month", "basis": "Activity in the Period", "from_stage": "MQL", "to_stage": " SQL "},
		GROUPS,
	)

	assert question == FunnelQuestion(by="Month", basis=Basis.ACTIVITY, first=Stage.MQL, last=Stage.SQL)


@pytest.mark.parametrize(
	("values", "sentence"),
	[
		(
			{"group_by": "Colour"},
			"Group By: 'Colour' is not among the choices. Choose one of: Stage, Source, Month.",
		),
		(
			{"basis": 7},
			"Basis: '7' is not among the choices. Choose one of: Cohort of Entry, Activity in the Period.",
		),
		(
			{"from_stage": "SQL", "to_stage": "MQL"},
			"To Stage: It must come after From Stage. The stages follow one another like this: Raw, Lead, MQL, SAL, SQL, Opportunity, Customer.",
		),
		(
			{"from_stage": "SQL", "to_stage": "SQL"},
			"To Stage: It must come after From Stage. The stages follow one another like this: Raw, Lead, MQL, SAL, SQL, Opportunity, Customer.",
		),
		(
			{"to_stage": "Raw"},
			"To Stage: It must come after From Stage. The stages follow one another like this: Raw, Lead, MQL, SAL, SQL, Opportunity, Customer.",
		),
		(
			{"from_stage": "Nurture"},
			"From Stage: 'Nurture' is not among the choices. Choose one of: Raw, Lead, MQL, SAL, SQL, Opportunity, Customer.",
		),
	],
)
def test_what_makes_no_question_is_refused_with_what_to_do(values: dict[str, object], sentence: str) -> None:
	with pytest.raises(Refused) as refused:
		read_question(values, GROUPS)

	assert str(refused.value) == sentence


def test_a_long_text_is_cut_in_the_sentence() -> None:
	with pytest.raises(Refused) as refused:
		chosen({"by": "x" * 1000}, "by", "By", ("A",), "A")

	assert len(str(refused.value)) < 250


def test_the_cycle_is_counted_from_the_first_contact_unless_something_else_is_chosen() -> None:
	question = read_cycle_question({}, GROUPS)
	assert (question.by, question.start, question.basis) == ("Source", Start.FIRST_CONTACT, CycleBasis.BEGUN)

	question = read_cycle_question(
		{"group_by": "Qualification", "start": "SQL", "basis": "Closed in the Period"}, GROUPS
	)
	assert (question.by, question.start.stage, question.basis) == (
		"Qualification",
		Stage.SQL,
		CycleBasis.CLOSED,
	)


def test_only_stages_have_a_stage_to_count_from() -> None:
	assert {start: start.stage for start in Start if start.stage is None} == {
		Start.FIRST_CONTACT: None,
		Start.OPPORTUNITY: None,
	}
