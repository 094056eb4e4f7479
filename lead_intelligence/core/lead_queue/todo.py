"""What a rep is to do with a lead of the queue."""

from __future__ import annotations

from enum import Enum

from ..problems import Translate, untranslated
from ..sla.response_clock import Purpose
from .groups import Group
from .queued_lead import StepKind
from .ranking import Entry


class Todo(str, Enum):
	CALL = "call"
	MAIL = "mail"
	ACCEPT = "accept"
	MEETING = "meeting"
	MESSAGE = "message"
	STEP = "step"
	REVISIT = "revisit"
	LOOK = "look"


_OF_STEPS = {
	StepKind.EMAIL: Todo.MAIL,
	StepKind.MEETING: Todo.MEETING,
	StepKind.MESSAGE: Todo.MESSAGE,
	StepKind.OTHER: Todo.STEP,
}


def what_to_do(entry: Entry, *, can_call: bool, can_mail: bool) -> Todo:
	"""By its first reason. `can_call`, `can_mail`: there is a number to call, or an address to write to."""
	reason = entry.reasons[0]
	if reason.group is Group.TO_ACCEPT or reason.purpose is Purpose.ACCEPTANCE:
		return Todo.ACCEPT
	if reason.step and reason.step.kind in _OF_STEPS:
		todo = _OF_STEPS[reason.step.kind]
		return todo if todo is not Todo.MAIL or can_mail else _contact(can_call=can_call, can_mail=can_mail)
	if reason.day:
		return Todo.REVISIT
	return _contact(can_call=can_call, can_mail=can_mail)


def _contact(*, can_call: bool, can_mail: bool) -> Todo:
	return Todo.CALL if can_call else Todo.MAIL if can_mail else Todo.LOOK


def todo_text(todo: Todo, translate: Translate = untranslated) -> str:
	match todo:
		case Todo.CALL:
			return translate("Call")
		case Todo.MAIL:
			return translate("Write an E-Mail")
		case Todo.ACCEPT:
			return translate("Accept or Refuse")
		case Todo.MEETING:
			return translate("Hold the Meeting")
		case Todo.MESSAGE:
			return translate("Write a Message")
		case Todo.STEP:
			return translate("Do What Was Planned")
		case Todo.REVISIT:
			return translate("Bring Back or Put Off")
		case Todo.LOOK:
			return translate("Look at the Lead")
