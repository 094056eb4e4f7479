"""Which columns are recognised, and which have to be named."""

from __future__ import annotations

import pytest

from lead_intelligence.audit.clocks.columns import Columns, NamedColumns, columns_of
from lead_intelligence.audit.refusal import AuditRefused


def found(names: str, **named: str) -> Columns:
	return columns_of([name.strip() for name in names.split(",")], NamedColumns(**named), "log.csv")


@pytest.mark.parametrize(
	("names", "lead_id", "due_from", "answered_at"),
	[
		("id, due_from, answered_at", "id", "due_from", "answered_at"),
		("ID, Due From, Answered At", "ID", "Due From", "Answered At"),
		("lead, due-from, answered-at", "lead", "due-from", "answered-at"),
		("Lead ID, Lead Created At, First Response", "Lead ID", "Lead Created At", "First Response"),
		("leadId, createdAt, firstResponseAt", "leadId", "createdAt", "firstResponseAt"),
		("name, creation, first_responded_on", "name", "creation", "first_responded_on"),
		("Lead, Assigned, Answered", "Lead", "Assigned", "Answered"),
		("Date Created, Last Name, Date Contacted, Email", None, "Date Created", "Date Contacted"),
		("created_at, due_from, answered, first_call", None, "due_from", "answered"),
		("created, first_contact_at, responded_at", None, "created", "first_contact_at"),
		("created, first_response_at, first_response_time", None, "created", "first_response_at"),
		("created, Contact, Call, contacted_at", None, "created", "contacted_at"),
		("Form Submitted, Assigned To, Called By, Called On", None, "Form Submitted", "Called On"),
		("due_from, response", None, "due_from", "response"),
		("owner_id, number, received, replied", "number", "received", "replied"),
		("Name, answered_at, due_from, Case Number", "Case Number", "due_from", "answered_at"),
	],
)
def test_columns_are_recognised(names, lead_id, due_from, answered_at):
	assert found(names) == Columns(id=lead_id, due_from=due_from, answered_at=answered_at, by=None)


def test_a_name_counts_before_what_is_recognised():
	names = "id, due_from, answered_at, Came In, called, ref, Owner"

	assert found(names, id="ref", due_from="came in", answered_at="called", by="owner") == Columns(
		id="ref", due_from="Came In", answered_at="called", by="Owner"
	)


def test_a_column_serves_once():
	assert found("created, assigned, answered", due_from="created").due_from == "created"
	assert found("answered, first_call, created", answered_at="first_call").answered_at == "first_call"
	assert found("name, created, answered", due_from="created").id == "name"


@pytest.mark.parametrize(
	("names", "words"),
	[
		("id, begun, answered", "no column that is known to say from which moment an answer is due. Name it with --due-from"),
		("id, created, ended", "no column that is known to say when the answer came. Name it with --answered-at"),
		("id, due_at, answered", "--due-from"),
		("created_at, assigned_at, answered", "several columns that may say from which moment an answer is due: 'created_at', 'assigned_at'"),
		("created, first_call, first_reply", "several columns that may say when the answer came: 'first_call', 'first_reply'"),
		("a, b", "Its columns are: a, b."),
	],
)  # fmt: skip
def test_what_is_not_clear_has_to_be_named(names, words):
	with pytest.raises(AuditRefused) as refused:
		found(names)

	assert words in str(refused.value)


@pytest.mark.parametrize("option", ["id", "due_from", "answered_at", "by"])
def test_a_named_column_that_is_not_there(option):
	with pytest.raises(AuditRefused) as refused:
		found("id, due_from, answered_at", **{option: "Nowhere"})

	assert f"--{option.replace('_', '-')} names the column 'Nowhere', which the file does not have" in str(
		refused.value
	)


def test_due_and_answered_are_two_columns():
	with pytest.raises(AuditRefused, match="cannot say both"):
		found("id, moment", due_from="moment", answered_at="moment")
