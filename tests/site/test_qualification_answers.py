"""Answers once they are recorded: the latest counts, nobody edits them, and they go where their lead goes."""

from datetime import timedelta

import frappe
import pytest
from frappe.client import delete, insert, set_value
from frappe.utils import now_datetime

from lead_intelligence.adapters.qualification_answers import answers_of
from lead_intelligence.api.qualification import discovery_call, history, sheet
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, stored
from tests.site.qualification_builders import answer_rows, answered, asked

DOCTYPE = "Lead Qualification Answer"
EVERYONE = ("Administrator", MANAGER.user, REP.user)


def test_the_latest_answer_is_what_is_known():
	lead = a_lead().name
	answered(lead, "Planned", confidence="Low")
	answered(lead, "Confirmed", confidence="High")
	answered(lead, "Pressing", "Need")
	assert answers_of([lead]) == {
		lead: {
			"li:answer:BANT:Budget": "Confirmed",
			"li:confidence:BANT:Budget": "High",
			"li:answer:BANT:Need": "Pressing",
		}
	}


def test_a_later_answer_without_confidence_takes_none_over():
	lead = a_lead().name
	answered(lead, "Planned", confidence="High")
	answered(lead, "Confirmed")
	assert answers_of([lead])[lead] == {"li:answer:BANT:Budget": "Confirmed"}


def test_what_is_taken_back_is_not_known_any_more():
	lead = a_lead().name
	answered(lead, confidence="High")
	answered(lead, None, note="They froze it")
	assert answers_of([lead]) == {}
	question = asked(lead)
	assert (question["current"]["answer"], question["current"]["note"]) == (None, "They froze it")
	assert [one["answer"] for one in history(lead, "BANT", "Budget")] == [None, "Confirmed"]


def test_many_leads_are_read_in_one_query():
	leads = [a_lead().name for _ in range(3)]
	for lead in leads:
		answered(lead)
		answered(lead, "Pressing", "Need")
	names = leads + [f"none-{n}" for n in range(397)]
	for lock in (False, True):
		with counted_queries() as queries:
			found = answers_of(names, lock=lock)
		assert len(queries) == 1
		assert set(found) == set(leads)
	assert answers_of([]) == {}


def test_who_found_out_and_when(signed_in_as):
	lead = a_lead().name
	yesterday = (now_datetime() - timedelta(days=1)).replace(microsecond=0)
	frappe.db.set_value("Lead", lead, "creation", yesterday - timedelta(days=3))
	with signed_in_as(REP.user):
		answered(lead, confidence="Medium", note="“It is signed”", found_at=yesterday)
	current = asked(lead)["current"]
	assert current["by"] == "Rosa Bernard"
	assert current["at"] == str(yesterday)
	assert (current["confidence"], current["note"]) == ("Medium", "“It is signed”")
	(row,) = answer_rows(lead=lead)
	assert (row.found_by, row.touch) == (REP.user, None)
	assert row.recorded_at > yesterday


def test_notes_are_text_and_never_markup():
	lead = a_lead().name
	answered(lead, note="<img src=x onerror=alert(1)> & 1 < 2")
	(row,) = answer_rows(lead=lead)
	assert row.note.replace("\u2060", "") == "<img src=x onerror=alert(1)> & 1 < 2"
	assert "<img" not in row.note


def test_a_renamed_lead_takes_its_answers_along():
	lead = a_lead().name
	answered(lead)
	new = frappe.rename_doc("Lead", lead, "LEAD-ANSWERED")
	assert answers_of([new])[new] == {"li:answer:BANT:Budget": "Confirmed"}
	assert not answer_rows(lead=lead)


def test_merged_leads_know_what_both_knew():
	first, second = a_lead().name, a_lead().name
	answered(second, "No budget")
	answered(first, "Confirmed")
	answered(first, "Pressing", "Need")
	frappe.rename_doc("Lead", first, second, merge=True)
	assert answers_of([second])[second] == {
		"li:answer:BANT:Budget": "Confirmed",
		"li:answer:BANT:Need": "Pressing",
	}
	assert stored(second, "li_needs_evaluation") == 1


def test_a_deleted_lead_leaves_answers_that_say_nobody():
	lead = a_lead().name
	answered(lead, note="Ada said so")
	discovery_call(
		lead, [{"framework": "BANT", "question": "Need", "answer": "Vague"}], notes="With Ada", form="x"
	)
	rows = [row.name for row in answer_rows(lead=lead)]
	(touch,) = frappe.get_all("Lead Touch", filters={"lead": lead}, pluck="name")
	frappe.delete_doc("Lead", lead)
	left = answer_rows(name=("in", rows))
	assert [(row.question, row.answer) for row in left] == [("Budget", "Confirmed"), ("Need", "Vague")]
	assert {(row.lead, row.note, row.touch) for row in left} == {(None, None, None)}
	assert frappe.db.get_value("Lead Touch", touch, "notes") is None


@pytest.mark.parametrize("user", EVERYONE)
def test_nobody_adds_changes_or_deletes_a_row(user, signed_in_as):
	lead = a_lead().name
	answered(lead)
	(row,) = answer_rows(lead=lead)
	refused = (frappe.PermissionError, frappe.ValidationError)
	new = {"doctype": DOCTYPE, "lead": lead, "framework": "BANT", "question": "Need", "answer": "Vague"}
	with signed_in_as(user):
		with pytest.raises(refused):
			insert(new)
		with pytest.raises(refused):
			set_value(DOCTYPE, row.name, "answer", "No budget")
		with pytest.raises(refused):
			delete(DOCTYPE, row.name)
	assert [one.answer for one in answer_rows(lead=lead)] == ["Confirmed"]


def test_who_may_not_read_the_lead_reads_no_answers(signed_in_as):
	lead = a_lead().name
	answered(lead)
	(row,) = answer_rows(lead=lead)
	frappe.share.add("Lead", a_lead().name, SECOND_REP.user)
	frappe.permissions.add_user_permission("Lead", a_lead().name, SECOND_REP.user)
	with signed_in_as(SECOND_REP.user):
		assert frappe.get_list(DOCTYPE, filters={"lead": lead}) == []
		assert not frappe.get_doc(DOCTYPE, row.name).has_permission("read")
		with pytest.raises(frappe.PermissionError):
			sheet(lead)
		with pytest.raises(frappe.PermissionError):
			history(lead, "BANT", "Budget")
	with signed_in_as(REP.user):
		assert len(frappe.get_list(DOCTYPE, filters={"lead": lead})) == 1
