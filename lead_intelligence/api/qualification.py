"""What is found out about a lead: read and recorded on its form, one answer at a time or a whole call."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import qualification_sheet
from lead_intelligence.adapters.discovery_calls import NewCall, call_can_be_recorded, record_call
from lead_intelligence.adapters.lead_subjects import subjects as all_subjects
from lead_intelligence.adapters.qualification_answers import record_answers
from lead_intelligence.adapters.qualification_frameworks import frameworks_in_use
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.api.arguments import entry_key, text, yes_or_no
from lead_intelligence.api.moments import moment_of
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.qualification.incoming_answers import NewAnswer, read_answers, read_note

T = TypeVar("T")


@frappe.whitelist(methods=["GET"])
def sheet(lead: str) -> dict[str, Any]:
	"""The questions of the frameworks in use, with what is known of a lead. Needs the right to read the lead."""
	doc = _lead(lead, "read")
	return {
		**qualification_sheet.sheet_of(doc.name),
		"may_write": bool(doc.has_permission("write")),
		"may_call": call_can_be_recorded(),
	}


@frappe.whitelist(methods=["GET"])
def history(lead: str, framework: str, question: str) -> list[dict[str, Any]]:
	"""All answers to a question, the latest first. Needs the right to read the lead."""
	doc = _lead(lead, "read")
	return qualification_sheet.history(
		doc.name, text(framework, _("Framework")), text(question, _("Question"))
	)


@frappe.whitelist(methods=["POST"])
def record(lead: str, answers: Any, found_at: Any = None) -> dict[str, Any]:
	"""Record what was found out, and evaluate the lead. Needs the right to write the lead.

	`answers`: a list, or one as JSON text, of objects with `framework`, `question`, `answer` (none: what was known is not
	known any more), `confidence` and `note`. `found_at`: in the system time zone; now if nobody says.
	"""
	doc = _lead(lead, "write")
	found = answers_in(answers)
	if not found:
		frappe.throw(_("There is no answer to record."))
	at = _moment(found_at, "found_at", doc)
	record_answers(doc.name, found, at, frappe.session.user)
	reevaluate([doc.name], Cause.TOUCH)
	return {"recorded": len(found)}


@frappe.whitelist(methods=["POST"])
def discovery_call(
	lead: str,
	answers: Any = None,
	happened_at: Any = None,
	connected: Any = True,
	notes: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""Record a call and what was found out in it, in one go, and evaluate the lead. Needs the right to write the lead.

	Where nobody was reached (`connected`), it is a call made, and there are no answers. `form`: any text that tells one
	entry from another: what is sent twice counts once, and is answered with `already`.
	"""
	doc = _lead(lead, "write")
	call = NewCall(
		lead=doc.name,
		connected=yes_or_no(connected, "connected"),
		happened_at=_moment(happened_at, "happened_at", doc),
		notes=note_of(notes),
		key=entry_key(doc.name, form),
	)
	found = answers_in(answers)
	if found and not call.connected:
		frappe.throw(_("Nobody was reached, so there is nothing to record as an answer."))
	touch = record_call(call, found)
	if touch is None:
		return {"touch": None, "recorded": 0, "already": True}
	reevaluate([doc.name], Cause.TOUCH)
	return {"touch": touch, "recorded": len(found), "already": False}


@frappe.whitelist(methods=["GET"])
def subjects() -> list[dict[str, Any]]:
	"""The subjects that leads can be interested in. Needs the right to read leads."""
	frappe.has_permission("Lead", "read", throw=True)
	return [
		{"subject": name, "product_line": product_line, "disabled": disabled}
		for name, product_line, disabled in all_subjects()
	]


def _lead(name: Any, right: str) -> Document:
	doc = frappe.get_doc("Lead", text(name, _("Lead")))
	doc.check_permission(right)
	return doc


def answers_in(given: Any) -> tuple[NewAnswer, ...]:
	"""What somebody sends as a list or as JSON text; none where they send nothing. Throws what is wrong with it."""
	if given is None:
		return ()
	if isinstance(given, str):
		try:
			given = json.loads(given)
		except (ValueError, RecursionError):
			given = None
	return _refusing(lambda: read_answers(given, frameworks_in_use()))


def note_of(given: Any) -> str | None:
	return _refusing(lambda: read_note(given, "notes"))


def _refusing(read: Callable[[], T]) -> T:
	try:
		return read()
	except Refused as refusal:
		refuse(refusal.problems)
		raise


def _moment(given: Any, field: str, lead: Document) -> datetime:
	too_early = _("The lead is from {0}. Nothing can have been found out before that day.")
	return moment_of(lead, given, field, too_early)
