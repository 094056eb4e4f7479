"""Definitions as documents: what is refused, and what they become in the domain."""

import frappe

from lead_intelligence.adapters.definitions import definition_of, fill
from tests.site.definition_builders import a_definition


def test_a_draft_is_numbered_and_says_its_criteria_in_words():
	draft = a_definition()
	assert draft.name.endswith("Agreement v1")
	assert draft.criteria[0].condition_text == "Job Title is CEO"


def test_a_definition_comes_back_as_it_was_filled_in():
	definition = definition_of(a_definition(opportunity_from_stage="SQL", acceptance_hours=4.5))
	again = frappe.new_doc("Lead Definition")
	fill(again, definition)
	again.name = definition.version
	assert definition_of(again) == definition
