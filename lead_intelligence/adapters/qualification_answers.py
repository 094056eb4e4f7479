"""The only writer of answers to qualification questions: rows are appended and never changed. The latest answer to a
question is what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder import Case
from frappe.utils import now_datetime

from lead_intelligence.adapters.plain_text import as_text
from lead_intelligence.adapters.qualification_frameworks import frameworks_in_use
from lead_intelligence.adapters.qualification_frameworks import frameworks_stamp as frameworks_stamp
from lead_intelligence.adapters.statements import insert_rows, rows_by_name, rows_of_leads, some_at_a_time
from lead_intelligence.adapters.touches import mark_leads
from lead_intelligence.core.qualification.frameworks import Confidence, answer_fact, confidence_fact
from lead_intelligence.core.qualification.incoming_answers import NewAnswer
from lead_intelligence.core.snapshot.fields import Field
from lead_intelligence.core.snapshot.values import Kind

_DOCTYPE = "Lead Qualification Answer"
_FACTS = ("lead", "framework", "question", "answer", "confidence")
_COLUMNS = (
	*("creation", "modified", "owner", "modified_by", "lead", "framework", "question", "answer"),
	*("confidence", "note", "found_by", "found_at", "touch", "recorded_at"),
)


def answers_of(leads: Sequence[str], *, lock: bool = False) -> dict[str, dict[str, str]]:
	"""What is known of each lead of which anything is, by the names of facts. With `lock`, as it is now, even in a
	transaction that began before."""
	found: dict[str, dict[str, str]] = {}
	ordered = sorted(set(leads))
	for some in some_at_a_time(ordered):
		for lead, framework, question, answer, confidence in rows_of_leads(_DOCTYPE, _FACTS, some, lock=lock):
			facts = found.setdefault(lead, {})
			for fact, value in (
				(answer_fact(framework, question), answer),
				(confidence_fact(framework, question), confidence),
			):
				# What was taken back is not known any more.
				facts.pop(fact, None)
				if value:
					facts[fact] = value
	return {lead: facts for lead, facts in found.items() if facts}


def answer_fields() -> list[Field]:
	"""For conditions, the answers to the questions of all frameworks in use, and how sure they are."""
	fields = []
	for framework in frameworks_in_use():
		for question in framework.questions:
			label = f"{framework.name}: {question.name}"
			fields.append(
				Field(
					name=answer_fact(framework.name, question.name),
					label=label,
					kind=Kind.CHOICE,
					options=question.answers,
				)
			)
			fields.append(
				Field(
					name=confidence_fact(framework.name, question.name),
					label=f"{label}, confidence",
					kind=Kind.CHOICE,
					options=tuple(confidence.value for confidence in Confidence),
				)
			)
	return fields


def record_answers(
	lead: str, answers: Sequence[NewAnswer], found_at: datetime, found_by: str, touch: str | None = None
) -> None:
	"""Appends checked answers. The lead is marked, and evaluated soon after the commit unless it is before."""
	if not answers:
		return
	if not rows_by_name("Lead", ("name",), [lead], lock=True):
		frappe.throw(_("This lead was deleted in the meantime."), frappe.DoesNotExistError)
	now, author = str(now_datetime()), frappe.session.user
	rows = [
		(
			*(now, now, author, author, lead, one.framework, one.question, one.answer, one.confidence),
			*(as_text(one.note) if one.note else None, found_by, str(found_at), touch, now),
		)
		for one in answers
	]
	insert_rows(_DOCTYPE, _COLUMNS, rows, numbered=True)
	mark_leads({lead})


def rows_of(lead: str) -> list[frappe._dict]:
	"""All that was ever answered, in the order in which it was recorded."""
	return _rows({"lead": lead}, "name asc")


def history_of(lead: str, framework: str, question: str, limit: int) -> list[frappe._dict]:
	"""The latest answers to a question, the latest first."""
	return _rows({"lead": lead, "framework": framework, "question": question}, "name desc", limit)


def _rows(filters: Mapping[str, str], order: str, limit: int | None = None) -> list[frappe._dict]:
	fields = [*_COLUMNS[5:], "name"]
	return frappe.get_all(_DOCTYPE, filters=filters, fields=fields, order_by=order, limit=limit)


def follow_rename(old: str, new: str) -> None:
	"""After a rename or a merge, the answers are those of the new name, of which more may be known by them."""
	if not frappe.db.exists(_DOCTYPE, {"lead": old}):
		return
	frappe.db.set_value(_DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	mark_leads({new})


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its rows stay for the counts and say no more whose they were."""
	nobody = dict.fromkeys(("lead", "note", "touch"))
	frappe.db.set_value(_DOCTYPE, {"lead": lead}, nobody, update_modified=False)


def follow_framework(old: str, new: str) -> None:
	frappe.db.set_value(_DOCTYPE, {"framework": old}, "framework", new, update_modified=False)


def follow_questions(framework: str, renamed: Mapping[str, str]) -> None:
	"""In one statement, so that two questions can exchange their names."""
	if not renamed:
		return
	table = frappe.qb.DocType(_DOCTYPE)
	name = Case()
	for old, new in renamed.items():
		name = name.when(table.question == old, new)
	query = frappe.qb.update(table).set(table.question, name)
	query.where((table.framework == framework) & table.question.isin(list(renamed))).run()
