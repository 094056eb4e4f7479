"""What a rep does on the desk, each in one request that is taken in whole or not at all.

All of them need the right to write the lead. `form`: any text that tells one entry from another: what is sent twice counts once, and is
answered with `already`. Moments are in the system time zone. A lead that was renamed or merged meanwhile is found by its old name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import lead_desk_acts as acts
from lead_intelligence.adapters import lead_desk_answers as handover_answers
from lead_intelligence.adapters.containment import in_savepoint
from lead_intelligence.adapters.desk_leads_meant import lead_to_write, whose
from lead_intelligence.adapters.lead_desk_acts import Besides, Contact, NextStep, Outcome
from lead_intelligence.adapters.rejection_reasons import reason_named
from lead_intelligence.api.arguments import LONGEST_NOTE, day, entry_key, one_of, some_text, text
from lead_intelligence.api.moments import moment_of
from lead_intelligence.api.next_step import moment
from lead_intelligence.api.qualification import answers_in, note_of
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.lead_queue import validation

_LONGEST_NAME = 140


@frappe.whitelist(methods=["POST"])
def call(
	lead: Any,
	outcome: Any,
	notes: Any = None,
	at: Any = None,
	answers: Any = None,
	step: Any = None,
	done_step: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""A call: `outcome` is Reached, No Answer, Voicemail, Busy or Wrong Number. Who was reached is answered, from the user's click on the
	number on if that was at most two hours before.

	`answers`: of who was reached, as in qualification.record. `step`: what comes next, {kind, due_at, note}. `done_step`: the planned step
	that this was. Gives {touch, already, step, owner: {user, name}, is_yours, message}.
	"""
	what = Outcome(one_of(outcome, _("Outcome"), [one.value for one in Outcome]))
	noted, besides = note_of(notes), _besides(answers, step, done_step)
	if besides.answers and what is not Outcome.REACHED:
		frappe.throw(_("Nobody was reached, so there is nothing to record as an answer."))

	def contact(doc: Document) -> Contact:
		return acts.call_of(doc, what, noted, _when(doc, at), found_out=bool(besides.answers))

	return _recorded(lead, form, contact, besides)


@frappe.whitelist(methods=["POST"])
def meeting(
	lead: Any,
	notes: Any,
	at: Any = None,
	answers: Any = None,
	step: Any = None,
	done_step: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""A meeting that took place, which answers the lead. Arguments and answer as those of `call`."""
	noted = _needed_note(notes)

	def contact(doc: Document) -> Contact:
		return Contact(kind=acts.MEETING, at=_when(doc, at), notes=noted, response=Response.ANSWER)

	return _recorded(lead, form, contact, _besides(answers, step, done_step))


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
	"""What was sent to the lead elsewhere, which answers it: `channel` is E-Mail or Message. Else as `call`."""
	kind = acts.MESSAGES[one_of(channel, _("Channel"), acts.MESSAGES)]
	noted = _needed_note(notes)

	def contact(doc: Document) -> Contact:
		return Contact(kind=kind, at=_when(doc, at), notes=noted, response=Response.ANSWER)

	return _recorded(lead, form, contact, _besides(None, step, done_step))


@frappe.whitelist(methods=["POST"])
def note(
	lead: Any, notes: Any, at: Any = None, step: Any = None, done_step: Any = None, form: Any = None
) -> dict[str, Any]:
	"""A note, which answers nothing. Else as `call`."""
	noted = _needed_note(notes)

	def contact(doc: Document) -> Contact:
		return Contact(kind=acts.NOTE, at=_when(doc, at), notes=noted)

	return _recorded(lead, form, contact, _besides(None, step, done_step))


@frappe.whitelist(methods=["POST"])
def answers(
	lead: Any,
	answers: Any,
	notes: Any = None,
	at: Any = None,
	step: Any = None,
	done_step: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""What was found out without a call, kept with a note. Else as `call`."""
	noted, besides = note_of(notes), _besides(answers, step, done_step)
	if not besides.answers:
		frappe.throw(_("There is no answer to record."))

	def contact(doc: Document) -> Contact:
		subject = _("What was found out")
		return Contact(kind=acts.NOTE, at=_when(doc, at), notes=noted, subject=subject)

	return _recorded(lead, form, contact, besides)


@frappe.whitelist(methods=["POST"])
def accept(lead: Any, form: Any = None) -> dict[str, Any]:
	"""Sales takes a lead that is handed over: gives {lead, already, owner, is_yours, message}."""
	return _answered(lead, form, handover_answers.ACCEPTED, handover_answers.accept)


@frappe.whitelist(methods=["POST"])
def refuse(
	lead: Any,
	reason: Any,
	note: Any = None,
	revisit_on: Any = None,
	duplicate_of: Any = None,
	form: Any = None,
) -> dict[str, Any]:
	"""Sales does not take it, for a Lead Rejection Reason. Answered as `accept`."""
	why = reason_named(text(reason, _("Reason")))
	more = {
		"note": some_text(note, _("Note"), LONGEST_NOTE),
		"revisit_on": day(revisit_on, _("Revisit On")),
		"duplicate_of": some_text(duplicate_of, _("Duplicate Of"), _LONGEST_NAME),
	}
	return _answered(
		lead, form, handover_answers.REFUSED, lambda name: handover_answers.refuse(name, why, **more)
	)


@frappe.whitelist(methods=["POST"])
def bring_back(lead: Any, reason: Any, form: Any = None) -> dict[str, Any]:
	"""A new attempt with a lead that was put aside. Answered as `accept`."""
	why = some_text(reason, _("Reason"), LONGEST_NOTE)
	return _answered(lead, form, None, lambda name: handover_answers.bring_back(name, why))


def _recorded(
	lead: Any, form: Any, contact: Callable[[Document], Contact], besides: Besides
) -> dict[str, Any]:
	sent = text(lead, _("Lead"))
	# Of the name that was sent, also where the lead has another by now.
	key = entry_key(sent, form)
	with in_savepoint():
		try:
			doc = lead_to_write(sent)
		except (frappe.PermissionError, frappe.DoesNotExistError):
			# It was recorded when the lead was still there, only the answer was lost.
			if form and (known := acts.known_act(key)):
				frappe.local.message_log.pop()
				return acts.as_data(known, {"owner": None, "is_yours": False, "message": None})
			raise
		done = acts.record_act(doc, contact(doc), key, besides)
		return acts.as_data(done, whose(doc.name, doc.get("lead_owner") or None))


def _answered(lead: Any, form: Any, status: str | None, act: Callable[[str], None]) -> dict[str, Any]:
	"""`status`: that of the hand-over that it answers, if any."""
	sent = text(lead, _("Lead"))
	key = entry_key(sent, form) if form else None
	with in_savepoint():
		name = str(lead_to_write(sent).name)
		already = handover_answers.is_answered(name, status, key)
		if not already:
			act(name)
			handover_answers.remember(key)
		owner = frappe.db.get_value("Lead", name, "lead_owner")
		told = whose(name, owner or None)
		return {"lead": name, "touch": None, "step": None, "already": already, **told, "message": None}


def _besides(answers: Any, step: Any, done_step: Any) -> Besides:
	return Besides(
		answers=answers_in(answers),
		step=_next_step(step) if step else None,
		done_step=str(done_step) if isinstance(done_step, int) else some_text(done_step, _("Step"), 20),
	)


def _next_step(given: Any) -> NextStep:
	if isinstance(given, str):
		try:
			given = json.loads(given)
		except (ValueError, RecursionError):
			given = None
	if not isinstance(given, Mapping) or not set(given) <= {"kind", "due_at", "note"}:
		frappe.throw(_("{0} must be given with a kind, a moment and a note.").format(_("Next Step")))
	return NextStep(
		kind=text(given.get("kind"), _("Kind")),
		due_at=moment(given.get("due_at"), _("Due At")),
		note=some_text(given.get("note"), _("Note"), validation.LONGEST_NOTE),
	)


def _needed_note(notes: Any) -> str:
	noted = note_of(notes)
	if not noted:
		frappe.throw(_("Say in Notes what was said or done."))
	return str(noted)


def _when(doc: Document, at: Any) -> datetime:
	too_early = _("The lead is from {0}. Nothing can have been done with it before that day.")
	return moment_of(doc, at, "at", too_early)
