"""Definitions as documents: what is refused, and what they become in the domain."""

import json

import frappe
import pytest

from lead_intelligence.adapters.definition_checks import broken_criteria
from lead_intelligence.adapters.definitions import definition_of, fill
from tests.bench.base_company import COMPANY
from tests.site.builders import a_live_model, another_company, condition, rule
from tests.site.definition_builders import CRITERIA, a_definition, a_live_definition, criterion, stage


def refused(match, **fields):
	with pytest.raises(frappe.ValidationError, match=match):
		a_definition(**fields)


def test_a_draft_is_numbered_in_its_company_and_says_its_criteria_in_words():
	draft, other = a_definition(), a_definition(company=another_company())
	assert draft.name.endswith(f"Agreement v{draft.version}")
	assert other.name == "A2 Agreement v1"
	assert draft.criteria[0].condition_text == "Job Title is CEO"


def test_a_definition_comes_back_as_it_was_filled_in():
	definition = definition_of(a_definition(opportunity_from_stage="SQL", acceptance_hours=4.5))
	again = frappe.new_doc("Lead Definition")
	fill(again, definition)
	again.name = definition.version
	assert definition_of(again) == definition


@pytest.mark.parametrize(
	("fields", "sentence"),
	[
		({"stages": [stage("MQL"), stage("Lead")]}, "Stages, row 2: Lead comes after MQL.*round in a circle"),
		({"stages": [stage("Lead"), stage("Lead")]}, "Stages, row 2: Lead stands in row 1 already"),
		({"stages": [stage("")]}, "Stages, row 1: The row has no stage"),
		({"stages": [stage("Partner")]}, "Stages, row 1: .*Partner.* is no stage here"),
		({"stages": [stage("Lead"), stage("SQL", by_itself=1)]}, "Stages, row 2: Leads cannot become SQL by"),
		({"stages": [stage("Lead")]}, "Criteria, row 2: .*MQL, which is not among the stages"),
		({"criteria": [criterion("Lead", when={})]}, "Criteria, row 1: The condition is empty"),
		(
			{"criteria": [{"stage": "Lead", "criterion": "x", "condition_json": "{not json"}]},
			"row 1: .*not valid JSON",
		),
		({"criteria": [criterion("Lead", when=condition("no_such", "is set"))]}, "row 1: There is no field"),
		({"criteria": [criterion("Lead"), criterion("Lead")]}, "Criteria, row 2: .*stands in row 1 already"),
		(
			{"stages": [stage("Lead")], "criteria": [], "quotation_from_stage": "SQL"},
			"Quotation.* asks for SQL",
		),
		({"acceptance_hours": 0}, "To Be Accepted Within"),
		({"acceptance_hours": "soon"}, "acceptance_hours"),
		({"acceptance_hours": "1e400"}, "acceptance_hours"),
		({"opportunity_from_stage": "Customer"}, "is no stage here"),
		({"applies_from": "2020-01-01"}, "which is past"),
		({"applies_from": "one day"}, "not a valid date"),
	],
)
def test_what_is_wrong_with_a_draft_is_one_sentence_with_its_row(fields, sentence):
	refused(sentence, **fields)


def test_a_huge_table_of_criteria_is_refused():
	rows = [criterion("Lead", f"Number {number}") for number in range(150)]
	refused("has 150 criteria; the most allowed is 100", criteria=rows)


def test_a_gap_is_fine_in_a_draft():
	draft = a_definition(stages=[stage("Lead"), {"stage": "MQL"}, stage("SAL")], criteria=list(CRITERIA[:2]))
	assert draft.docstatus == 0


def test_grades_and_kinds_of_touches_are_checked_in_a_draft_as_they_are_now():
	a_live_model(rule("job_title", "is", "CEO"))
	refused(
		"not a choice of .*Grade.*Its choices are: Cold, Hot",
		criteria=[criterion("Lead", when=condition("li:grade", "is", "A"))],
	)
	refused(
		"There is no field",
		criteria=[criterion("Lead", when=condition("li:touches:Carrier Pigeon", "is at least", 1))],
	)
	draft = a_definition(criteria=[criterion("Lead", when=condition("li:grade", "is", "Hot"))])
	assert draft.criteria[0].condition_text == "Grade is Hot"


def test_a_grade_that_was_renamed_never_breaks_a_live_version():
	a_live_model(rule("job_title", "is", "CEO"))
	definition = a_live_definition(
		stages=[stage("Lead")], criteria=[criterion("Lead", when=condition("li:grade", "is", "Hot"))]
	)
	a_live_model(
		rule("job_title", "is", "CEO"), grades=[{"grade": "Cool"}, {"grade": "Warm", "at_least": "9"}]
	)
	assert broken_criteria(definition) == []


@pytest.mark.usefixtures("changed_meta")
def test_a_criterion_on_a_field_that_was_removed_cannot_be_judged_and_a_draft_with_it_is_refused():
	field = {"dt": "Lead", "fieldname": "fleet", "label": "Fleet", "fieldtype": "Int"}
	custom = frappe.get_doc({"doctype": "Custom Field", **field})
	custom.flags.ignore_validate = True
	custom.db_insert()
	frappe.clear_cache(doctype="Lead")
	on_fleet = [criterion("Lead", "Has cars", condition("fleet", "is set"))]
	definition = a_live_definition(stages=[stage("Lead")], criteria=on_fleet)
	assert broken_criteria(definition) == []
	frappe.db.delete("Custom Field", {"name": custom.name})
	frappe.clear_cache(doctype="Lead")
	((row, problem),) = broken_criteria(definition)
	assert (row, problem.text()) == (
		1,
		"There is no field 'fleet' on the lead. Choose another field or remove the condition.",
	)
	refused("There is no field", criteria=on_fleet)


def test_a_renamed_kind_of_touches_is_followed():
	kind = frappe.get_doc({"doctype": "Lead Touch Kind", "kind": "Trade Press"}).insert()
	wanted = condition("li:touches:Trade Press", "is at least", 1)
	draft = a_definition(
		criteria=[
			criterion("Lead", when=wanted),
			criterion("MQL", when=condition("li:last_touch:Demo Request", "is set")),
		]
	)
	frappe.rename_doc("Lead Touch Kind", kind.name, "Press")
	frappe.rename_doc("Lead Touch Kind", "Demo Request", "Demo")
	draft.reload()
	assert json.loads(draft.criteria[0].condition_json)["field"] == "li:touches:Press"
	assert draft.criteria[0].condition_text == "Touches: Press is at least 1"
	assert json.loads(draft.criteria[1].condition_json)["field"] == "li:last_touch:Demo"
	draft.save()


def test_a_kind_is_known_by_the_name_under_which_the_app_brought_it():
	frappe.rename_doc("Lead Touch Kind", "Demo Request", "Demo")
	draft = a_definition(
		criteria=[criterion("Lead", when=condition("li:touches:Demo Request", "is at least", 1))]
	)
	assert definition_of(draft).criteria[0].condition.field == "li:touches:Demo"


def test_what_only_submitting_sets_cannot_be_sent():
	draft = a_definition(status="Live", live_for=f"{COMPANY}||", valid_from="2026-01-01 00:00:00", version=77)
	version = draft.version
	assert version < 77
	draft.update({"status": "Live", "live_for": f"{COMPANY}||", "valid_from": "2026-01-01", "version": 78})
	draft.save()
	draft.reload()
	assert (draft.status, draft.live_for, draft.valid_from, draft.version) == ("Draft", None, None, version)


def test_the_company_of_a_definition_stays():
	draft = a_definition()
	draft.company = another_company()
	with pytest.raises(frappe.CannotChangeConstantError):
		draft.save()
