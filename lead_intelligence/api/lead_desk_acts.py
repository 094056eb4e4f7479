"""What a rep does with a lead on the desk, each in one request. All need the right to write the lead.

`form`: any text that tells one entry from another: what is sent twice counts once, and is answered with `already`. `at`: in the system time
zone; now if nobody says. `step`: what is planned next, {kind, due_at, note}; `done_step`: the name of the step that was done by it. The answers:
{touch, already, step, owner: {user, name}, is_yours, message}; `message` is a sentence where the lead is somebody else's now.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from lead_intelligence.adapters import answering, lead_desk_acts, next_steps
from lead_intelligence.adapters.handovers import ACCEPTED, REFUSED, last_answered
from lead_intelligence.adapters.lead_desk_acts import CHANNELS, Around, NextStep, Outcome
from lead_intelligence.adapters.rejection_reasons import reason_named
from lead_intelligence.api.arguments import LONGEST_NOTE, day, entry_key, one_of, some_text, text, yes_or_no
from lead_intelligence.api.moments import moment_of
from lead_intelligence.api.next_step import moment
from lead_intelligence.api.qualification import answers_in
from lead_intelligence.core.lead_queue import validation

_LONGEST_NAME = 140


@frappe.whitelist(methods=["POST"])
def call(
	lead: Any,
	outcome: Any,
	notes: Any = None,
	at: Any = None,
	began: Any = False,
	answers: Any = None,
	step: Any = None,
	done_step: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""A call: Reached, No Answer, Voicemail, Busy or Wrong Number. `began`: with a click on the number, which was recorded as an attempt.
	`answers`: what was found out, as `qualification.record` takes them; only where somebody was reached."""
	doc = _lead(lead)
	came_of_it = Outcome(one_of(outcome, _("Outcome"), [one.value for one in Outcome]))
	found = answers_in(answers)
	if found and came_of_it is not Outcome.REACHED:
		frappe.throw(_("Nobody was reached, so there is nothing to record as an answer."))
	return lead_desk_acts.call(
		doc,
		came_of_it,
		_notes(notes),
		_moment(doc, at),
		is_now=not at,
		began=yes_or_no(began, "began"),
		answers=found,
		around=_around(doc, form, step, done_step),
	)


@frappe.whitelist(methods=["POST"])
def meeting(
	lead: Any, notes: Any, at: Any = None, step: Any = None, done_step: Any = None, form: Any = None
) -> dict[str, Any]:
	"""A meeting that was held."""
	doc = _lead(lead)
	around = _around(doc, form, step, done_step)
	return lead_desk_acts.meeting(doc, _needed_notes(notes), _moment(doc, at), around)


@frappe.whitelist(methods=["POST"])
def message(
	lead: Any,
	channel: Any,
	notes: Any,
	at: Any = None,
	step: Any = None,
	done_step: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""An E-Mail or a Message that was sent past ERPNext."""
	doc = _lead(lead)
	way, around = one_of(channel, _("Channel"), CHANNELS), _around(doc, form, step, done_step)
	return lead_desk_acts.message(doc, way, _needed_notes(notes), _moment(doc, at), around)


@frappe.whitelist(methods=["POST"])
def note(lead: Any, notes: Any, step: Any = None, done_step: Any = None, form: Any = None) -> dict[str, Any]:
	doc = _lead(lead)
	around = _around(doc, form, step, done_step)
	return lead_desk_acts.note(doc, _needed_notes(notes), _moment(doc, None), around)


@frappe.whitelist(methods=["POST"])
def answers(
	lead: Any, answers: Any, at: Any = None, step: Any = None, done_step: Any = None, form: Any = None
) -> dict[str, Any]:
	"""What was found out about the lead, as `qualification.record` takes it."""
	doc = _lead(lead)
	found = answers_in(answers)
	if not found:
		frappe.throw(_("There is no answer to record."))
	return lead_desk_acts.answers_found(doc, found, _moment(doc, at), _around(doc, form, step, done_step))


@frappe.whitelist(methods=["POST"])
def accept(lead: Any, form: Any = None) -> dict[str, Any]:
	"""Take a lead that was handed over."""
	doc = _lead(lead)
	already = _is_answered(doc.name, ACCEPTED)
	if not already:
		answering.accept(doc.name)
		next_steps.close_snoozes([doc.name], frappe.session.user)
	return _answered(doc, already=already)


@frappe.whitelist(methods=["POST"])
def refuse(
	lead: Any,
	reason: Any,
	note: Any = None,
	revisit_on: Any = None,
	duplicate_of: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""Do not take it, for a Lead Rejection Reason."""
	doc = _lead(lead)
	why = reason_named(text(reason, _("Reason")))
	more = {
		"note": _notes(note),
		"revisit_on": day(revisit_on, _("Revisit On")),
		"duplicate_of": some_text(duplicate_of, _("Duplicate Of"), _LONGEST_NAME),
	}
	already = _is_answered(doc.name, REFUSED)
	if not already:
		answering.refuse(doc.name, why, **more)
		next_steps.close_snoozes([doc.name], frappe.session.user)
	return _answered(doc, already=already)


def _is_answered(lead: str, status: str) -> bool:
	"""By the user, and nothing has been asked since: what was sent twice."""
	answered = last_answered(lead)
	if answered is None or (answered.status, answered.decided_by) != (status, frappe.session.user):
		return False
	return lead_desk_acts.open_handover(lead) is None


def _answered(doc: Document, *, already: bool) -> dict[str, Any]:
	return {
		"touch": None,
		"already": already,
		"step": None,
		**lead_desk_acts.whose(doc.name),
		"message": None,
	}


def _lead(name: Any) -> Document:
	wanted = text(name, _("Lead"))
	if not frappe.db.exists("Lead", wanted):
		words = _("There is no lead {0} any more: it was deleted, or merged with another.")
		frappe.throw(words.format(escape_html(wanted)), frappe.DoesNotExistError)
	doc = frappe.get_doc("Lead", wanted)
	if not doc.has_permission("write"):
		frappe.throw(_("You may not work with this lead any more."), frappe.PermissionError)
	return doc


def _moment(doc: Document, at: Any) -> Any:
	too_early = _("The lead is from {0}. Nothing can have been done with it before that day.")
	return moment_of(doc, at, "at", too_early)


def _notes(notes: Any) -> str | None:
	return some_text(notes, _("Notes"), LONGEST_NOTE)


def _needed_notes(notes: Any) -> str:
	found = _notes(notes)
	if not found:
		frappe.throw(_("Say in Notes what was said or done."))
	return found


def _around(doc: Document, form: Any, step: Any, done_step: Any) -> Around:
	done = some_text(done_step, _("Step"), _LONGEST_NAME)
	return Around(key=entry_key(doc.name, form), step=_step(step), done_step=done)


def _step(given: Any) -> NextStep | None:
	if isinstance(given, str) and given:
		try:
			given = json.loads(given)
		except (ValueError, RecursionError):
			given = {}
	if not given and not isinstance(given, dict):
		return None
	if not isinstance(given, dict):
		given = {}
	return NextStep(
		kind=text(given.get("kind"), _("Kind")),
		due_at=moment(given.get("due_at"), _("Due At")),
		note=some_text(given.get("note"), _("Note"), validation.LONGEST_NOTE),
	)
