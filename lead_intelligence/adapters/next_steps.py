"""What is planned with leads, and until when they are snoozed. The only writer of Lead Next Step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.adapters.statements import insert_new_rows, next_numbers, rows_by_name, update_rows
from lead_intelligence.core.lead_queue.queued_lead import SNOOZE
from lead_intelligence.core.lead_queue.validation import mistakes_in_snooze, mistakes_in_step
from lead_intelligence.core.sla.open_clocks import from_text
from lead_intelligence.core.tuning.outcome import has_ended

DOCTYPE = "Lead Next Step"
OPEN, DONE, DROPPED = "Open", "Done", "Dropped"
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "lead", "user", "kind", "due_at", "until_at"),
	*("note", "state", "planned_at", "reference_doctype", "reference_name", "entry_key"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
	"""`already`: it was there before."""

	step: str
	due_at: datetime
	already: bool


def plan(
	lead: str, kind: str, due_at: datetime, note: str | None, key: str, written_at: datetime | None = None
) -> Planned:
	"""What is planned twice with one key is planned once. Raises a refusal that says what is wrong. `written_at`: what was to come then may
	be due when it arrives."""
	if known := _known(key):
		return known
	refuse(mistakes_in_step(kind, due_at, note, written_at or now_datetime()))
	_needs_open(lead)
	return _add(lead, kind, due_at, note, key)


def snooze(lead: str, until: datetime, note: str | None, key: str) -> Planned:
	"""In place of the one that the user has set before."""
	if known := _known(key):
		return known
	row = _needs_open(lead)
	refuse(mistakes_in_snooze(until, note, now_datetime(), from_text(row.li_clocks)))
	close_snoozes([lead], frappe.session.user)
	return _add(lead, SNOOZE, until, note, key)


def _needs_open(lead: str) -> frappe._dict:
	row = frappe.db.get_value("Lead", lead, ["status", "li_clocks"], as_dict=True)
	if row is None:
		frappe.throw(_("There is no lead {0}.").format(escape_html(lead)), frappe.DoesNotExistError)
	if has_ended(row.status):
		frappe.throw(_("The lead is {0}: nothing can be planned with it.").format(_(row.status)))
	return row


def _add(lead: str, kind: str, due_at: datetime, note: str | None, key: str) -> Planned:
	now, user = now_datetime(), frappe.session.user
	(number,) = next_numbers(DOCTYPE, 1)
	row = (number, now, now, user, user, lead, user, kind, due_at, None, note, OPEN, now, None, None, key)
	if insert_new_rows(DOCTYPE, _COLUMNS, [row]):
		return Planned(step=str(number), due_at=due_at, already=False)
	known = _known(key, newest=True)
	if known is None:
		frappe.throw(_("The step could not be planned. Try again."))
	return known


def _known(key: str, *, newest: bool = False) -> Planned | None:
	row = frappe.db.get_value(
		DOCTYPE, {"entry_key": key}, ["name", "due_at"], as_dict=True, for_update=newest
	)
	return Planned(step=str(row.name), due_at=row.due_at, already=True) if row else None


def lead_of(step: str) -> str:
	"""Throws where there is no such step."""
	lead = frappe.db.get_value(DOCTYPE, step, "lead") if step.isdigit() else None
	if not lead:
		frappe.throw(_("There is no such step any more. Look at the lead again."), frappe.DoesNotExistError)
	return str(lead)


def close(step: str, *, done: bool, touch: str | None = None) -> bool:
	"""Whether it was open until now."""
	rows = rows_by_name(DOCTYPE, ("name", "state"), [step], lock=True)
	if not rows or rows[0][1] != OPEN:
		return False
	_close([step], DONE if done else DROPPED, touch=touch)
	return True


def move(step: str, due_at: datetime) -> None:
	rows = rows_by_name(DOCTYPE, ("name", "state", "kind", "note"), [step], lock=True)
	if not rows or rows[0][1] != OPEN or rows[0][2] == SNOOZE:
		frappe.throw(_("This step is over, so it cannot be moved. Plan another one."))
	now = now_datetime()
	refuse(mistakes_in_step(rows[0][2], due_at, rows[0][3], now))
	update_rows(DOCTYPE, [step], {"due_at": due_at, "until_at": None, "modified": now})


def wake(lead: str) -> bool:
	"""Ends the user's snooze of the lead; whether there was one."""
	return bool(close_snoozes([lead], frappe.session.user))


def close_snoozes(leads: Sequence[str], user: str | None = None) -> int:
	"""Of everybody, where no user is given. Call also when somebody does something with the leads: then they are awake."""
	filters: dict[str, Any] = {"lead": ("in", list(leads)), "state": OPEN, "kind": SNOOZE}
	if user:
		filters["user"] = user
	return _close(frappe.get_all(DOCTYPE, filters=filters, pluck="name"), DROPPED)


def drop_all(leads: Sequence[str]) -> int:
	"""The leads are over: nothing is planned with them any more."""
	open_steps = {"lead": ("in", list(leads)), "state": OPEN}
	return _close(frappe.get_all(DOCTYPE, filters=open_steps, pluck="name"), DROPPED)


def _close(steps: Iterable[Any], state: str, touch: str | None = None) -> int:
	names = [str(step) for step in steps]
	if names:
		now = now_datetime()
		values = {"state": state, "closed_at": now, "closed_by": frappe.session.user, "modified": now}
		update_rows(DOCTYPE, names, {**values, "touch": touch} if touch else values)
	return len(names)


def open_steps_of(lead: str) -> list[frappe._dict]:
	"""Without snoozes, the first that is due first."""
	fields = ["name", "user", "kind", "due_at", "until_at", "note", "planned_at"]
	filters = {"lead": lead, "state": OPEN, "kind": ("!=", SNOOZE)}
	return frappe.get_all(DOCTYPE, filters=filters, fields=fields, order_by="due_at, name", limit=100)


def follow_rename(old: str, new: str) -> None:
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its steps stay for the counts and say no more whose they were."""
	drop_all([lead])
	frappe.db.set_value(DOCTYPE, {"lead": lead}, {"lead": None, "note": None}, update_modified=False)
