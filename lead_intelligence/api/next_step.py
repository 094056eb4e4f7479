"""What is planned with a lead, and until when somebody does not want to see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, get_fullname

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.next_steps import Planned
from lead_intelligence.api.arguments import entry_key, some_text, text, yes_or_no
from lead_intelligence.core.lead_queue.validation import LONGEST_NOTE


@frappe.whitelist(methods=["POST"])
def plan(lead: Any, kind: Any, due_at: Any, note: Any = None, form: Any = None) -> dict[str, Any]:
	"""Plan a Call, E-Mail, Meeting, Message or Other for a moment in the system time zone. Needs the right to write the lead.

	`form`: any text that tells one entry from another: what is sent twice counts once, and is answered with `already`.
	"""
	name = _writable(lead)
	planned = next_steps.plan(
		name, text(kind, _("Kind")), moment(due_at, _("Due At")), _note(note), entry_key(name, form)
	)
	return _as_data(planned)


@frappe.whitelist(methods=["POST"])
def snooze(lead: Any, until: Any, note: Any = None, form: Any = None) -> dict[str, Any]:
	"""Put the lead aside on one's own desk until a moment, in the system time zone. What is urgent or new is shown all the same."""
	name = _writable(lead)
	until_at = moment(until, _("Snooze Until"))
	return _as_data(next_steps.snooze(name, until_at, _note(note), entry_key(name, form)))


@frappe.whitelist(methods=["POST"])
def close(step: Any, done: Any = True) -> dict[str, Any]:
	"""A step was done, or is dropped. `already`: it was closed before."""
	name = text(step, _("Step"))
	_writable(next_steps.lead_of(name))
	return {"step": name, "already": not next_steps.close(name, done=yes_or_no(done, _("Done")))}


@frappe.whitelist(methods=["POST"])
def move(step: Any, due_at: Any) -> dict[str, Any]:
	"""A step is planned for another moment."""
	name = text(step, _("Step"))
	_writable(next_steps.lead_of(name))
	next_steps.move(name, moment(due_at, _("Due At")))
	return {"step": name}


@frappe.whitelist(methods=["POST"])
def wake(lead: Any) -> dict[str, Any]:
	"""Ends one's own snooze of a lead."""
	return {"woken": next_steps.wake(_writable(lead))}


@frappe.whitelist(methods=["GET", "POST"])
def of_lead(lead: Any) -> list[dict[str, Any]]:
	"""What is planned with a lead: [{name, kind, due_at, until_at, note, by}]. Needs the right to read it."""
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	return [
		{
			**{key: row[key] for key in ("kind", "note")},
			"name": str(row.name),
			"due_at": str(row.due_at),
			"until_at": str(row.until_at) if row.until_at else None,
			"by": get_fullname(row.user) if row.user else None,
		}
		for row in next_steps.open_steps_of(doc.name)
	]


def moment(value: Any, what: str) -> datetime:
	try:
		found = get_datetime(text(value, what))
	except (ValueError, TypeError, OverflowError):
		found = None
	if not isinstance(found, datetime) or found.tzinfo is not None:
		frappe.throw(_("{0} must be given as a date.").format(what))
	return found


def _writable(lead: Any) -> str:
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("write")
	return str(doc.name)


def _note(note: Any) -> str | None:
	return some_text(note, _("Note"), LONGEST_NOTE)


def _as_data(planned: Planned) -> dict[str, Any]:
	return {"step": planned.step, "due_at": str(planned.due_at), "already": planned.already}
