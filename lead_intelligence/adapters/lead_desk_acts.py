"""What a rep does with a lead and writes down in one go: the touch, what was found out, what comes next. All of it is stored or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.qualification_answers import record_answers
from lead_intelligence.adapters.step_records import EVENT, StepRecord, finish_record
from lead_intelligence.adapters.touch_kinds import kind_in_use, touch_kinds
from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.qualification.incoming_answers import NewAnswer
from lead_intelligence.core.sla.closing import CLOCKS_DIFFER_BY

_TOUCH = "Lead Touch"
CALL, CLICK, DISCOVERY, MEETING, NOTE = "Call Made", "Call Attempt", "Discovery Call", "Meeting", "Rep's Note"
_PHONE = "Phone"
MESSAGES = {"E-Mail": "E-Mail Sent", "Message": "Message Sent"}
# As long as that after a click, what is written down is of the call that began with it.
_ONE_CALL = timedelta(hours=2)


class Outcome(Enum):
	REACHED = "Reached"
	NO_ANSWER = "No Answer"
	VOICEMAIL = "Voicemail"
	BUSY = "Busy"
	WRONG_NUMBER = "Wrong Number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
	"""`kind`: under the name by which the app brought it. `at`: in the system time zone."""

	kind: str
	at: datetime
	notes: str | None = None
	response: Response | None = None
	channel: str | None = None
	subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
	kind: str
	due_at: datetime
	note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Besides:
	"""What goes with a contact. `done_step`: the name of the planned step that it was."""

	answers: Sequence[NewAnswer] = ()
	step: NextStep | None = None
	done_step: str | None = None


NOTHING_BESIDES = Besides()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
	"""`already`: it was stored before. `not_planned`: why the next step was not, as a sentence."""

	touch: str
	already: bool
	step: str | None = None
	not_planned: str | None = None


def call_of(lead: Document, outcome: Outcome, notes: str | None, at: datetime, *, found_out: bool) -> Contact:
	"""Who was reached was so from the click on the number on. A click that reached nobody counts as an attempt already: what is left
	is a note."""
	click = _click_of(lead.name, at)
	if outcome is Outcome.REACHED:
		kind = DISCOVERY if found_out else CALL
		return Contact(kind=kind, at=click or at, notes=notes, response=Response.ANSWER)
	contact = Contact(kind=NOTE, at=click or at, notes=notes, channel=_PHONE, subject=_said(outcome))
	return contact if click else replace(contact, kind=CALL, response=Response.ATTEMPT)


def _said(outcome: Outcome) -> str:
	return {
		Outcome.NO_ANSWER: _("Call: nobody answered"),
		Outcome.VOICEMAIL: _("Call: a message was left on the voicemail"),
		Outcome.BUSY: _("Call: the line was busy"),
		Outcome.WRONG_NUMBER: _("Call: it was a wrong number"),
	}[outcome]


def _click_of(lead: str, at: datetime) -> datetime | None:
	"""When the user clicked on the number, unless a call was written down after that."""
	filters = {
		"lead": lead,
		"author": frappe.session.user,
		"channel": _PHONE,
		"happened_at": ("between", (at - _ONE_CALL, at + CLOCKS_DIFFER_BY)),
		"reference_doctype": ("is", "not set"),
	}
	rows = frappe.get_all(
		_TOUCH, filters=filters, fields=["kind", "happened_at"], order_by="name desc", limit=1
	)
	click = touch_kinds().get(CLICK)
	return rows[0].happened_at if rows and click and rows[0].kind == click.name else None


def record_act(lead: Document, contact: Contact, key: str, besides: Besides = NOTHING_BESIDES) -> Done:
	"""`key`: tells one entry from another. The lead is locked."""
	done_step = _step_to_close(besides.done_step, lead.name) if besides.done_step else None
	if done_step and done_step.reference_doctype == EVENT and contact.kind == MEETING:
		# The event itself becomes the touch of that meeting, which is to count once.
		contact = replace(contact, kind=NOTE, channel=MEETING)
	kind = kind_in_use(contact.kind)
	touch = NewTouch(
		lead=lead.name,
		kind=kind.name,
		happened_at=contact.at,
		idempotency_key=key,
		channel=contact.channel,
		subject=contact.subject,
		notes=contact.notes,
		response=contact.response.value if contact.response else None,
	)
	(name,) = record([touch])
	if name is None:
		known = known_act(key)
		if known is None:
			frappe.throw(_("This could not be recorded. Try again."))
		return known
	record_answers(lead.name, besides.answers, contact.at, frappe.session.user, name)
	if done_step:
		_close(done_step, name)
	step, not_planned = _plan(lead, besides.step, contact.at, key) if besides.step else (None, None)
	if step is None:
		# Whoever plans is awake already.
		next_steps.close_snoozes([lead.name], frappe.session.user)
	return Done(touch=name, already=False, step=step, not_planned=not_planned)


def _close(step: frappe._dict, touch: str) -> None:
	"""The touch may have done what was planned before, but not what that stands for in ERPNext."""
	was_open = next_steps.close(str(step.name), done=True, touch=touch)
	if not was_open and step.state == next_steps.OPEN and step.reference_name:
		finish_record(StepRecord(doctype=step.reference_doctype, name=step.reference_name), done=True)


def _step_to_close(step: str, lead: str) -> frappe._dict | None:
	"""None where it is gone. One that somebody has closed meanwhile stays as it is."""
	if not (step.isascii() and step.isdecimal()):
		return None
	fields = ("name", "lead", "state", "reference_doctype", "reference_name")
	row = frappe.db.get_value(next_steps.DOCTYPE, step, fields, as_dict=True)
	if row and row.lead and row.lead != lead:
		frappe.throw(_("This step is of another lead. Look at the lead again."))
	return row if row and row.lead else None


def _plan(lead: Document, step: NextStep, written_at: datetime, key: str) -> tuple[str | None, str | None]:
	if why := next_steps.why_over(lead.get("status"), lead.get("li_stage"), lead.get("disabled")):
		return None, f"{why} {_('The rest was recorded.')}"
	planned = next_steps.plan(lead.name, step.kind, step.due_at, step.note, _step_key(key), written_at)
	return planned.step, None


def _step_key(key: str) -> str:
	return f"{key}-next"


def known_act(key: str) -> Done | None:
	"""Also what another transaction has just stored, which only a lock shows. Nothing is stored after that, so that others wait a moment at
	most."""
	touch = frappe.db.get_value(_TOUCH, {"idempotency_key": key}, "name", for_update=True)
	if touch is None:
		return None
	step = frappe.db.get_value(next_steps.DOCTYPE, {"entry_key": _step_key(key)}, "name", for_update=True)
	return Done(touch=str(touch), already=True, step=str(step) if step else None)


def as_data(done: Done, whose: dict[str, Any]) -> dict[str, Any]:
	told = {"touch": done.touch, "already": done.already, "step": done.step, **whose}
	messages = [message for message in (told["message"], done.not_planned) if message]
	return {**told, "message": " ".join(messages) or None}
