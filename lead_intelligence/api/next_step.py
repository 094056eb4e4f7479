"""What is planned with a lead, and until when somebody does not want to see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname
from frappe.utils.data import convert_utc_to_system_timezone

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.desk_leads_meant import lead_to_write
from lead_intelligence.adapters.next_steps import Planned
from lead_intelligence.api.arguments import entry_key, some_text, text, yes_or_no
from lead_intelligence.core.lead_queue.validation import LONGEST_NOTE

_LONGEST_MOMENT = 40


@frappe.whitelist(methods=["POST"])
def plan(lead: Any, kind: Any, due_at: Any, note: Any = None, form: Any = None) -> dict[str, Any]:
	"""Plan a Call, E-Mail, Meeting, Message or Other for a moment in the system time zone. Needs the right to write the lead.

	A lead that was renamed or merged meanwhile is known by its old name too. `note`: up to 500 characters. `form`: any text that tells one entry from another: what is sent twice counts once, and is answered
	with `already`, whatever has become of the lead meanwhile. Answers {step, due_at, already}.
	"""
	key = entry_key(text(lead, _("Lead")), form)
	if known := next_steps.planned_by(key):
		return _as_data(known)
	name = _writable(lead)
	what, at = text(kind, _("Kind")), moment(due_at, _("Due At"))
	return _as_data(next_steps.plan(name, what, at, _note(note), key))


@frappe.whitelist(methods=["POST"])
def snooze(lead: Any, until: Any, note: Any = None, form: Any = None) -> dict[str, Any]:
	"""Put the lead aside on one's own desk until a moment, in the system time zone. What is urgent or new is shown all the same. A lead
	with a late clock cannot be snoozed. Needs the right to write the lead. Arguments and answer are as for `plan`."""
	key = entry_key(text(lead, _("Lead")), form)
	if known := next_steps.planned_by(key):
		return _as_data(known)
	name = _writable(lead)
	return _as_data(next_steps.snooze(name, moment(until, _("Snooze Until")), _note(note), key))


@frappe.whitelist(methods=["POST"])
def close(step: Any, done: Any = True) -> dict[str, Any]:
	"""A step was done, or is dropped: {step, already}. `already`: it was closed before. An event or a task that it stands for is closed too,
	where the user may do that. Needs the right to write the lead."""
	name = _of_writable_lead(step)
	return {"step": name, "already": not next_steps.close(name, done=yes_or_no(done, _("Done")))}


@frappe.whitelist(methods=["POST"])
def move(step: Any, due_at: Any) -> dict[str, Any]:
	"""A step is planned for another moment, in the system time zone: {step, due_at}. One that stands for an event or a task is moved there.
	Needs the right to write the lead."""
	name, at = _of_writable_lead(step), moment(due_at, _("Due At"))
	next_steps.move(name, at)
	return {"step": name, "due_at": str(at)}


@frappe.whitelist(methods=["POST"])
def wake(lead: Any) -> dict[str, Any]:
	"""Ends one's own snooze of a lead: {woken}, whether there was one. Needs the right to write the lead."""
	return {"woken": next_steps.wake(_writable(lead))}


@frappe.whitelist(methods=["GET", "POST"])
def of_lead(lead: Any) -> list[dict[str, Any]]:
	"""What is planned with a lead, the first that is due first: [{name, kind, due_at, until_at, note, by, record: {doctype, name}}]. `record`:
	what it stands for in ERPNext, or null. Needs the right to read the lead."""
	return _steps(_readable(lead))


@frappe.whitelist(methods=["GET", "POST"])
def panel(lead: Any) -> dict[str, Any]:
	"""For the form of a lead: {steps, as of `of_lead`, snooze: {until, note} of the user or null, may_plan, why_not}. `why_not`: why nothing can
	be planned, as a sentence. Needs the right to read the lead."""
	name = _readable(lead)
	doc = frappe.get_doc("Lead", name)
	snooze = next_steps.snooze_of(name, frappe.session.user)
	why_not = next_steps.why_over(doc.status, doc.get("li_stage"), doc.get("disabled"))
	return {
		"steps": _steps(name),
		"snooze": {"until": str(snooze.due_at), "note": snooze.note} if snooze else None,
		"may_plan": why_not is None and bool(doc.has_permission("write")),
		"why_not": why_not,
	}


def moment(value: Any, what: str) -> datetime:
	"""In the system time zone; one that names another zone is put into it."""
	given = text(value, what).strip()[: _LONGEST_MOMENT + 1]
	try:
		if len(given) > _LONGEST_MOMENT or ":" not in given:
			raise ValueError
		found = datetime.fromisoformat(f"{given[:-1]}+00:00" if given[-1:] in "zZ" else given)
		if found.tzinfo is not None:
			found = convert_utc_to_system_timezone(found).replace(tzinfo=None)
	except (ValueError, OverflowError):
		frappe.throw(_("{0} must be given as a date and a time, like 2026-03-31 14:05.").format(what))
	return found.replace(microsecond=0)


def _of_writable_lead(step: Any) -> str:
	"""Steps have numbers: whoever tries them out learns of no lead."""
	name = str(step) if isinstance(step, int) and not isinstance(step, bool) else text(step, _("Step"))
	lead_to_write(next_steps.lead_of(name))
	return name


def _writable(lead: Any) -> str:
	return str(lead_to_write(text(lead, _("Lead"))).name)


def _readable(lead: Any) -> str:
	doc = frappe.get_doc("Lead", text(lead, _("Lead")))
	doc.check_permission("read")
	return str(doc.name)


def _note(note: Any) -> str | None:
	return some_text(note, _("Note"), LONGEST_NOTE)


def _steps(lead: str) -> list[dict[str, Any]]:
	return [
		{
			"name": str(row.name),
			"kind": row.kind,
			"due_at": str(row.due_at),
			"until_at": str(row.until_at) if row.until_at else None,
			"note": row.note,
			"by": get_fullname(row.user) if row.user else None,
			"record": _record(row),
		}
		for row in next_steps.open_steps_of(lead)
	]


def _record(row: frappe._dict) -> dict[str, str] | None:
	if not row.reference_name:
		return None
	return {"doctype": row.reference_doctype, "name": row.reference_name}


def _as_data(planned: Planned) -> dict[str, Any]:
	return {"step": planned.step, "due_at": str(planned.due_at), "already": planned.already}
