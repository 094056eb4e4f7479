"""What a rep does with a lead on the desk: each act is stored whole or not at all, and once however often it is sent.

What was done is recorded also where the lead belongs to somebody else meanwhile: the talk has taken place. The answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.discovery_calls import NewCall, record_call
from lead_intelligence.adapters.handovers import open_handover
from lead_intelligence.adapters.manual_answers import Recorded, last_attempt, record_by_hand
from lead_intelligence.adapters.qualification_answers import record_answers
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.team_leads import somebody
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification.incoming_answers import NewAnswer

_CALL, _MEETING, _NOTE = "Call Made", "Meeting", "Rep's Note"
_MESSAGES = {"E-Mail": "E-Mail Sent", "Message": "Message Sent"}
CHANNELS = tuple(_MESSAGES)


class Outcome(str, Enum):
	REACHED = "Reached"
	NO_ANSWER = "No Answer"
	VOICEMAIL = "Voicemail"
	BUSY = "Busy"
	WRONG_NUMBER = "Wrong Number"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
	kind: str
	due_at: datetime
	note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
	"""What belongs to an act besides: `key` tells one entry from another; `step` is planned with it; `done_step` was done by it."""

	key: str
	step: NextStep | None = None
	done_step: str | None = None


def call(
	lead: Document,
	outcome: Outcome,
	notes: str | None,
	at: datetime,
	*,
	is_now: bool,
	began: bool,
	answers: Sequence[NewAnswer],
	around: Around,
) -> dict[str, Any]:
	"""`is_now`: nobody said when it was. `began`: it began with a click that has been recorded as an attempt already, and then that is when
	somebody was reached."""
	attempt = last_attempt(lead.name, at) if began else None
	if outcome is not Outcome.REACHED:
		# The click was the attempt: what came of it is a note, and no second attempt.
		kind, response = (_NOTE, None) if attempt else (_CALL, Response.ATTEMPT)
		subject = _subject_of(outcome)
		recorded = record_by_hand(lead.name, kind, response, at, around.key, notes=notes, subject=subject)
		return _finish(lead, recorded, around)
	if attempt and is_now:
		at = attempt.happened_at
	if not answers:
		recorded = record_by_hand(lead.name, _CALL, Response.ANSWER, at, around.key, notes=notes)
		return _finish(lead, recorded, around)
	touch = record_call(
		NewCall(lead=lead.name, connected=True, happened_at=at, notes=notes, key=around.key), answers
	)
	answer = _finish(lead, Recorded(touch=touch or "", happened_at=at, already=touch is None), around)
	if touch:
		reevaluate([lead.name], Cause.TOUCH)
	return answer


def _subject_of(outcome: Outcome) -> str:
	match outcome:
		case Outcome.VOICEMAIL:
			return _("Call: a message was left on the voicemail")
		case Outcome.BUSY:
			return _("Call: the line was busy")
		case Outcome.WRONG_NUMBER:
			return _("Call: it was a wrong number")
		case _:
			return _("Call: nobody answered")


def meeting(lead: Document, notes: str | None, at: datetime, around: Around) -> dict[str, Any]:
	recorded = record_by_hand(lead.name, _MEETING, Response.ANSWER, at, around.key, notes=notes)
	return _finish(lead, recorded, around)


def message(lead: Document, channel: str, notes: str | None, at: datetime, around: Around) -> dict[str, Any]:
	"""One that was sent past ERPNext. `channel`: one of CHANNELS."""
	recorded = record_by_hand(lead.name, _MESSAGES[channel], Response.ANSWER, at, around.key, notes=notes)
	return _finish(lead, recorded, around)


def note(lead: Document, notes: str, at: datetime, around: Around) -> dict[str, Any]:
	return _finish(lead, record_by_hand(lead.name, _NOTE, None, at, around.key, notes=notes), around)


def answers_found(
	lead: Document, answers: Sequence[NewAnswer], at: datetime, around: Around
) -> dict[str, Any]:
	"""What was found out without a call. Answers that are sent twice are the same answers."""
	record_answers(lead.name, answers, at, frappe.session.user)
	reevaluate([lead.name], Cause.TOUCH)
	return _finish(lead, Recorded(touch="", happened_at=at, already=False), around)


def _finish(lead: Document, recorded: Recorded, around: Around) -> dict[str, Any]:
	"""Whoever acts on a lead is done with its snooze. What was sent before has done all that already."""
	step = None
	if not recorded.already:
		if around.done_step:
			_close_step(lead.name, around.done_step, recorded.touch)
		next_steps.close_snoozes([lead.name], frappe.session.user)
		step = _plan(lead.name, around)
	return {"touch": recorded.touch or None, "already": recorded.already, "step": step, **whose(lead.name)}


def _close_step(lead: str, step: str, touch: str) -> None:
	if next_steps.lead_of(step) != lead:
		frappe.throw(_("This step is of another lead. Look at the lead again."))
	next_steps.close(step, done=True, touch=touch or None)


def _plan(lead: str, around: Around) -> str | None:
	if around.step is None:
		return None
	step = around.step
	return next_steps.plan(lead, step.kind, step.due_at, step.note, f"{around.key}-step").step


def whose(lead: str) -> dict[str, Any]:
	"""Whose the lead is now, and a sentence where that is somebody else."""
	owner = somebody(frappe.db.get_value("Lead", lead, "lead_owner"))
	user = frappe.session.user
	is_yours = owner == user or _is_to_answer(lead, user)
	message = None
	if not is_yours and owner:
		message = _("This lead belongs to {0} now. What you have entered is kept with it.").format(
			escape_html(get_fullname(owner))
		)
	return {
		"owner": {"user": owner, "name": get_fullname(owner)} if owner else None,
		"is_yours": is_yours,
		"message": message,
	}


def _is_to_answer(lead: str, user: str) -> bool:
	handover = open_handover(lead)
	return bool(handover and handover.to_user == user)
