"""What is planned with leads, and until when they are snoozed. The only writer of Lead Next Step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from lead_intelligence.adapters.lead_desk_news import tell_desks, tell_owners_of
from lead_intelligence.adapters.plain_text import as_text
from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.statements import (
	insert_new_rows,
	next_numbers,
	rows_by_name,
	some_at_a_time,
	update_rows,
)
from lead_intelligence.adapters.step_records import StepRecord, finish_record
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE
from lead_intelligence.core.lead_queue.validation import mistakes_in_snooze, mistakes_in_step
from lead_intelligence.core.qualification.stages import Stage
from lead_intelligence.core.sla.open_clocks import from_text
from lead_intelligence.core.tuning.outcome import has_ended

DOCTYPE = "Lead Next Step"
OPEN, DONE, DROPPED = "Open", "Done", "Dropped"
_MOST_SHOWN = 100
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "lead", "user", "kind", "due_at", "until_at"),
	*("note", "state", "planned_at", "reference_doctype", "reference_name", "entry_key"),
)
_OF_STEP = ("state", "kind", "note", "lead", "reference_doctype", "reference_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
	"""`already`: it was there before."""

	step: str
	due_at: datetime
	already: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
	lead: str
	user: str
	kind: str
	due_at: datetime
	key: str
	until_at: datetime | None = None
	note: str | None = None
	record: StepRecord | None = None


def plan(
	lead: str, kind: str, due_at: datetime, note: str | None, key: str, written_at: datetime | None = None
) -> Planned:
	"""What is planned twice with one key is planned once. Raises a refusal that says what is wrong. Whoever plans is awake. `written_at`: what
	was to come then may be due when it arrives."""
	if known := planned_by(key):
		return known
	refuse(mistakes_in_step(kind, due_at, note, written_at or now_datetime()))
	row = _needs_open(lead)
	close_snoozes([lead], frappe.session.user)
	tell_desks([row.lead_owner])
	return _planned(lead, kind, due_at, note, key)


def snooze(lead: str, until: datetime, note: str | None, key: str) -> Planned:
	"""In place of the one that the user has set before."""
	if known := planned_by(key):
		return known
	row = _needs_open(lead)
	refuse(mistakes_in_snooze(until, note, now_datetime(), from_text(row.li_clocks)))
	close_snoozes([lead], frappe.session.user)
	return _planned(lead, SNOOZE, until, note, key)


def planned_by(key: str, *, newest: bool = False) -> Planned | None:
	"""What was planned with this key. `newest`: by another transaction that has just ended too."""
	row = frappe.db.get_value(
		DOCTYPE, {"entry_key": key}, ["name", "due_at"], as_dict=True, for_update=newest
	)
	return Planned(step=str(row.name), due_at=row.due_at, already=True) if row else None


def _needs_open(lead: str) -> frappe._dict:
	"""Locked, as whoever ends the lead locks it: nothing is planned with it after its steps were dropped."""
	fields = ["status", "disabled", "lead_owner", "li_stage", "li_clocks"]
	row = frappe.db.get_value("Lead", lead, fields, as_dict=True, for_update=True)
	if row is None:
		message = _("There is no lead {0} any more: it was deleted, or merged with another.")
		frappe.throw(message.format(escape_html(lead)), frappe.DoesNotExistError)
	if why := why_over(row.status, row.li_stage, row.disabled):
		frappe.throw(why)
	return row


def why_over(status: str | None, stage: str | None, disabled: Any) -> str | None:
	"""Why nothing can be planned with a lead, as a sentence; None where something can."""
	if has_ended(status):
		return _("The lead is {0}: nothing can be planned with it.").format(_(status or ""))
	if stage == Stage.DISQUALIFIED.value:
		return _("The lead is disqualified: nothing can be planned with it. Bring it back first.")
	return _("The lead is disabled: nothing can be planned with it.") if disabled else None


def _planned(lead: str, kind: str, due_at: datetime, note: str | None, key: str) -> Planned:
	new = NewStep(lead=lead, user=frappe.session.user, kind=kind, due_at=due_at, note=note, key=key)
	if added := add([new]):
		return Planned(step=str(added[0]), due_at=due_at, already=False)
	known = planned_by(key, newest=True)
	if known is None:
		frappe.throw(_("The step could not be planned. Try again."))
	return known


def add(steps: Sequence[NewStep]) -> list[int]:
	"""The names of those whose key is new."""
	now, author = now_datetime(), frappe.session.user
	numbers = next_numbers(DOCTYPE, len(steps))
	rows = [
		(
			*(number, now, now, author, author, step.lead, step.user, step.kind, step.due_at, step.until_at),
			*(as_text(step.note) if step.note else None, OPEN, now),
			*((step.record.doctype, step.record.name) if step.record else (None, None)),
			step.key,
		)
		for number, step in zip(numbers, steps, strict=True)
	]
	tell_desks(step.user for step in steps)
	return insert_new_rows(DOCTYPE, _COLUMNS, rows)


def lead_of(step: str) -> str:
	"""Throws where there is no such step."""
	lead = frappe.db.get_value(DOCTYPE, step, "lead") if _is_number(step) else None
	if not lead:
		frappe.throw(_("There is no such step any more. Look at the lead again."), frappe.DoesNotExistError)
	return str(lead)


def _is_number(step: str) -> bool:
	return step.isascii() and step.isdecimal() and len(step) < 19


def close(step: str, *, done: bool, touch: str | None = None) -> bool:
	"""Whether it was open until now. What it stands for in ERPNext is closed too, where the user may do that."""
	row = _locked(step)
	if row is None or row.state != OPEN:
		return False
	close_rows([step], DONE if done else DROPPED, touch=touch)
	if row.kind != SNOOZE:
		close_snoozes([row.lead], frappe.session.user)
		tell_owners_of([row.lead])
	if row.reference_name:
		record = StepRecord(doctype=row.reference_doctype, name=row.reference_name)
		others = {"reference_doctype": record.doctype, "reference_name": record.name, "state": OPEN}
		if not frappe.db.exists(DOCTYPE, others):
			finish_record(record, done=done)
	return True


def move(step: str, due_at: datetime) -> None:
	row = _locked(step)
	if row is None or row.state != OPEN:
		_is_over()
	if row.kind == SNOOZE:
		frappe.throw(_("This is no step: the lead is snoozed. Snooze it to another moment instead."))
	if row.reference_name:
		message = _("This step stands for {0} {1} of ERPNext. Move it there: the step follows.")
		frappe.throw(message.format(_(row.reference_doctype), escape_html(row.reference_name)))
	refuse(mistakes_in_step(row.kind, due_at, row.note, now_datetime()))
	update_rows(DOCTYPE, [step], {"due_at": due_at, "modified": now_datetime()})
	tell_owners_of([row.lead])
	close_snoozes([row.lead], frappe.session.user)


def _is_over() -> NoReturn:
	frappe.throw(_("This step is over, so it cannot be moved. Plan another one."))
	raise AssertionError


def _locked(step: str) -> frappe._dict | None:
	rows = rows_by_name(DOCTYPE, _OF_STEP, [step], lock=True) if _is_number(step) else ()
	return frappe._dict(zip(_OF_STEP, rows[0], strict=True)) if rows else None


def wake(lead: str) -> bool:
	"""Ends the user's snooze of the lead; whether there was one."""
	return bool(close_snoozes([lead], frappe.session.user))


def close_snoozes(leads: Sequence[str], user: str | None = None) -> int:
	"""Of everybody, where no user is given. Call also when somebody does something with the leads: then they are awake."""
	return _drop(leads, {"kind": SNOOZE, **({"user": user} if user else {})})


def drop_all(leads: Sequence[str]) -> int:
	"""The leads are over: nothing is planned with them any more."""
	return _drop(leads, {})


def _drop(leads: Sequence[str], which: dict[str, Any]) -> int:
	dropped = 0
	for some in some_at_a_time(leads):
		filters = {"lead": ("in", some), "state": OPEN, **which}
		dropped += close_rows(frappe.get_all(DOCTYPE, filters=filters, pluck="name", limit=0), DROPPED)
	return dropped


def close_rows(steps: Iterable[Any], state: str, *, touch: str | None = None, by: str | None = None) -> int:
	"""`by`: the user who is signed in, where nobody is given."""
	names = [str(step) for step in steps]
	now = now_datetime()
	values = {"state": state, "closed_at": now, "closed_by": by or frappe.session.user, "modified": now}
	for some in some_at_a_time(names):
		update_rows(DOCTYPE, some, {**values, "touch": touch} if touch else values)
	if names:
		tell_desks([values["closed_by"]])
	return len(names)


def open_steps_of(lead: str) -> list[frappe._dict]:
	"""Without snoozes, the first that is due first."""
	fields = ["name", "user", "kind", "due_at", "until_at", "note", "reference_doctype", "reference_name"]
	filters = {"lead": lead, "state": OPEN, "kind": ("!=", SNOOZE)}
	return frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="due_at, name", limit=_MOST_SHOWN)


def snooze_of(lead: str, user: str) -> frappe._dict | None:
	filters = {"lead": lead, "state": OPEN, "kind": SNOOZE, "user": user}
	return frappe.db.get_value(DOCTYPE, filters, ["due_at", "note"], as_dict=True, order_by="name desc")


def follow_rename(old: str, new: str, *, merge: bool = False) -> None:
	"""What was planned with one of two merged leads is planned with the one that stays; that one's snooze counts alone."""
	if merge:
		close_snoozes([old])
		_drop_known_twice(old, new)
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)


def _drop_known_twice(old: str, new: str) -> None:
	"""One event that both take part in."""
	fields = ["name", "lead", "reference_doctype", "reference_name"]
	filters = {"lead": ("in", (old, new)), "state": OPEN, "reference_name": ("is", "set")}
	rows = frappe.get_all(DOCTYPE, filters=filters, fields=fields, limit=0)
	staying = {(row.reference_doctype, row.reference_name) for row in rows if row.lead == new}
	twice = [
		row.name for row in rows if row.lead == old and (row.reference_doctype, row.reference_name) in staying
	]
	close_rows(twice, DROPPED)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its steps stay for the counts and say no more whose they were."""
	drop_all([lead])
	nobody = dict.fromkeys(("lead", "note", "reference_doctype", "reference_name", "touch"))
	frappe.db.set_value(DOCTYPE, {"lead": lead}, nobody, update_modified=False)
