"""A definition finds what is met and what is missing of a lead."""

from datetime import datetime, timedelta

import pytest

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.definition import Target
from lead_intelligence.core.qualification.stages import Stage
from tests.builders import (
	CRITERIA_CATALOGUE,
	NOW,
	a_definition,
	a_lead,
	agreed,
	asks,
	when,
)

NAMED = asks(Stage.LEAD, when("job_title", "is set"), "Has a title")
OFTEN_HERE = asks(Stage.LEAD, when("visits", "is at least", 3), "Comes often")
RECENT = asks(Stage.MQL, when("met_on", "is in the last N days", 30), "Met lately")


def found(definition, lead, stage=Stage.LEAD):
	seen, _facts = definition.add_facts(lead, None)
	return definition.judge(stage, seen, NOW)


def test_each_criterion_is_met_missing_or_not_to_be_judged():
	evidence = found(agreed(NAMED, OFTEN_HERE), a_lead(visits=1))
	assert [finding.verdict for finding in evidence.findings] == [False, False]
	evidence = found(agreed(NAMED, OFTEN_HERE), a_lead(job_title="CEO"))
	assert [finding.verdict for finding in evidence.findings] == [True, None]
	assert not evidence.is_met
	assert found(agreed(NAMED, OFTEN_HERE), a_lead(job_title="CEO", visits=3)).is_met


def test_evidence_is_told_by_the_names_of_the_criteria():
	evidence = found(agreed(NAMED, OFTEN_HERE), a_lead(job_title="CEO"))
	assert evidence.to_data() == {"met": ["Has a title"], "unknown": ["Comes often"]}
	assert found(agreed(NAMED), a_lead()).to_data() == {"met": [], "missing": ["Has a title"]}


def test_a_criterion_on_a_field_that_is_gone_is_never_met_and_says_why():
	lost = asks(Stage.LEAD, when("shoe_size", "is set"), "Big feet")
	definition = agreed(NAMED, lost)
	(finding,) = [f for f in found(definition, a_lead(job_title="CEO")).findings if f.problem]
	assert finding.verdict is None
	assert "shoe_size" in finding.problem.text()
	assert [criterion.label for criterion, _problem in definition.broken] == ["Big feet"]


def test_a_stage_without_criteria_asks_for_nothing():
	assert found(agreed(NAMED), a_lead(), Stage.SAL).is_met


def test_the_ladder_has_the_stages_in_use_between_raw_and_customer():
	short = agreed(stages=(Stage.MQL,))
	assert short.ladder == (Stage.RAW, Stage.MQL, Stage.OPPORTUNITY, Stage.CUSTOMER)
	assert short.next_stage(Stage.RAW) is Stage.MQL
	assert short.next_stage(None) is Stage.MQL
	assert short.next_stage(Stage.MQL) is None
	assert not short.hands_over
	assert agreed().hands_over


@pytest.mark.parametrize("stage", [Stage.SQL, Stage.OPPORTUNITY, Stage.CUSTOMER, Stage.NURTURE])
def test_criteria_lead_no_further_than_sql_and_not_from_beside_the_ladder(stage):
	assert agreed().next_stage(stage) is None


def test_nothing_beyond_mql_moves_by_itself_whatever_the_definition_says():
	eager = agreed(by_itself=tuple(Stage))
	assert [stage for stage in Stage if eager.moves_by_itself(stage)] == [Stage.LEAD, Stage.MQL]


def test_the_way_back_is_as_far_as_leads_move_by_themselves():
	assert agreed().way_back == (Stage.LEAD, Stage.MQL)
	assert agreed(by_itself=(Stage.LEAD,)).way_back == (Stage.LEAD,)
	assert agreed(by_itself=()).way_back == (Stage.LEAD, Stage.MQL)


def test_gates_are_asked_by_what_becomes_of_the_lead():
	gated = agreed(gates={Target.OPPORTUNITY: Stage.SQL})
	assert gated.gate("Opportunity") is Stage.SQL
	assert gated.gate("Customer") is None


def test_a_criterion_on_days_says_when_it_turns():
	definition = agreed(RECENT)
	lead = a_lead(met_on="2026-03-01")
	assert definition.next_change(lead, NOW) == datetime(2026, 4, 1)
	assert agreed(NAMED).next_change(lead, NOW) is None


class Tomorrow:
	def due(self, since, working):
		return since + timedelta(days=1)


class Never:
	def due(self, since, working):
		raise Refused


def test_an_acceptance_is_due_by_the_calendar_or_by_the_clock_where_that_has_no_working_time():
	def due(calendar):
		return CompiledDefinition(a_definition(), CRITERIA_CATALOGUE, calendar).acceptance_due(NOW)

	assert due(Tomorrow()) == NOW + timedelta(days=1)
	assert due(Never()) == due(None) == NOW + timedelta(hours=8)


def test_only_what_is_looked_at_is_asked_for():
	definition = agreed()
	assert definition.fields == ("email_id",)
	assert definition.inputs == ("email_id", "li:answer:BANT:Budget")
	assert definition.looks_at_answers
	assert not definition.looks_at_touches
	assert agreed(asks(Stage.MQL, when("li:touches:<intent>", "is at least", 1))).looks_at_touches
