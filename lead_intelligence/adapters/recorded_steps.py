"""Events and dated tasks of ERPNext that are about leads are steps too, which follow them.

A defect of ours stops no event or task from being saved: it is logged, and the next look at what is planned makes up for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime
from pypika import Table
from pypika.functions import Date
from pypika.queries import QueryBuilder
from pypika.terms import ExistsCriterion

from lead_intelligence.adapters import next_steps
from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.lead_desk_news import tell_desks, tell_owners_of
from lead_intelligence.adapters.next_steps import DOCTYPE, DONE, DROPPED, OPEN, NewStep
from lead_intelligence.adapters.statements import rows_by_name, update_rows
from lead_intelligence.adapters.step_endings import is_over
from lead_intelligence.adapters.step_records import EVENT, NOTHING, TASK, StepRecord, Told, told_by

_LOG_TITLE = "Lead Intelligence: a step could not follow its record"
_FIELDS = ["name", "lead", "state", "kind", "due_at", "until_at", "note"]
_MOST_AT_ONCE = 2_000
# An older task that nobody has closed was forgotten, and is none.
_STILL_PLANNED = timedelta(days=30)


def follow(doc: Document) -> None:
	"""Call after it is saved. Nothing is asked of the database where it is not about a lead, or says the same as before."""
	before = doc.get_doc_before_save()
	with surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name)):
		was, told = told_by(before) if before else None, told_by(doc)
		if told == was or not (told.leads or (was and was.leads)):
			return
		is_new = was is None or was.state != told.state or was.due_at != told.due_at
		with in_savepoint():
			record = StepRecord(doctype=doc.doctype, name=str(doc.name))
			_follow(record, told, opens=is_new, known=[] if doc.flags.in_insert else None)


def forget(doc: Document) -> None:
	"""After it is deleted."""
	with surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name)):
		if told_by(doc).leads:
			with in_savepoint():
				_follow(StepRecord(doctype=doc.doctype, name=str(doc.name)), NOTHING, opens=False)


def _follow(record: StepRecord, told: Told, *, opens: bool, known: list[frappe._dict] | None = None) -> None:
	"""`known`: its rows, for whoever knows them. `opens`: rows that were closed are open again."""
	rows = _rows_of(record) if known is None else known
	names = set(told.leads)
	tell_owners_of(row.lead for row in rows)
	closing = [row.name for row in rows if row.state == OPEN and row.lead not in names]
	next_steps.close_rows(closing, DROPPED)
	staying: dict[str, frappe._dict] = {}
	for row in rows:
		if row.lead in names and (row.lead not in staying or row.state == OPEN):
			staying[row.lead] = row
	if told.state != OPEN:
		next_steps.close_rows([row.name for row in staying.values() if row.state == OPEN], told.state)
		return
	over = told.until_at is not None and told.until_at <= now_datetime()
	for row in staying.values():
		_update(row, told, opens=opens and not over)
	if not over:
		_add(record, told, staying)


def _rows_of(record: StepRecord) -> list[frappe._dict]:
	filters = {"reference_doctype": record.doctype, "reference_name": record.name}
	return list(frappe.get_all(DOCTYPE, filters=filters, fields=_FIELDS, order_by="name", limit=0))


def _update(row: frappe._dict, told: Told, *, opens: bool) -> None:
	"""What a rep has closed stays closed, until the record is opened again or planned for another moment."""
	values = {"kind": told.kind.value, "due_at": told.due_at, "until_at": told.until_at, "note": told.note}
	changed = {field: value for field, value in values.items() if row[field] != value}
	if row.state != OPEN and opens:
		changed.update({"state": OPEN, **dict.fromkeys(("closed_at", "closed_by", "touch"))})
	if changed and (row.state == OPEN or opens):
		update_rows(DOCTYPE, [str(row.name)], {**changed, "modified": now_datetime()})


def _add(record: StepRecord, told: Told, known: Mapping[str, object]) -> None:
	leads = [lead for lead in told.leads if lead not in known]
	columns = ("name", "lead_owner", "status", "li_stage", "disabled")
	present = rows_by_name("Lead", columns, leads, lock=False) if leads else ()
	new = [
		NewStep(
			lead=lead,
			user=told.user or frappe.session.user,
			kind=told.kind.value,
			due_at=told.due_at,
			until_at=told.until_at,
			note=told.note,
			record=record,
			key=_key(record, lead),
		)
		for lead, _owner, *where in present
		if told.due_at and not next_steps.why_over(*where)
	]
	if new:
		next_steps.add(new)
		tell_desks(owner for _lead, owner, *_where in present)


def _key(record: StepRecord, lead: str) -> str:
	return "record-" + sha256("\0".join([record.doctype, record.name, lead]).encode()).hexdigest()


def take_in_what_is_planned() -> None:
	"""Before the app came, or missed. The caller commits."""
	now = now_datetime()
	for doctype, names in ((EVENT, _unknown_events(now)), (TASK, _unknown_tasks(now))):
		for name in names:
			with surviving(lambda: log_defect(_LOG_TITLE, doctype, name)), in_savepoint():  # noqa: B023
				told = told_by(frappe.get_doc(doctype, name))
				_follow(StepRecord(doctype=doctype, name=str(name)), told, opens=False)


def close_what_is_over() -> None:
	"""Events that were not cancelled were held. The caller commits."""
	filters = {"reference_doctype": EVENT, "state": OPEN, "until_at": ("<", now_datetime())}
	for user in frappe.get_all(DOCTYPE, filters=filters, pluck="user", distinct=True):
		mine = {**filters, "user": user}
		rows = frappe.get_all(DOCTYPE, filters=mine, pluck="name", limit=_MOST_AT_ONCE)
		next_steps.close_rows(rows, DONE, by=user)


def _unknown_events(now: datetime) -> list[str]:
	event, guest, lead = (frappe.qb.DocType(name) for name in (EVENT, "Event Participants", "Lead"))
	query = frappe.qb.from_(event).join(guest).on(guest.parent == event.name).select(event.name).distinct()
	query = query.join(lead).on(lead.name == guest.reference_docname).where(is_over(lead).negate())
	query = query.where((guest.reference_doctype == "Lead") & (event.starts_on > now))
	query = query.where(event.status.isnull() | (event.status == "Open"))
	return [name for (name,) in _without_step(query, EVENT, event).limit(_MOST_AT_ONCE).run()]


def _unknown_tasks(now: datetime) -> list[str]:
	task, lead = frappe.qb.DocType(TASK), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(task).join(lead).on(lead.name == task.reference_name).select(task.name)
	query = query.where(is_over(lead).negate())
	query = query.where((task.reference_type == "Lead") & (task.status == "Open"))
	query = query.where(task.date >= (now - _STILL_PLANNED).date())
	# Without assignments, of which there is one for every lead that has an owner.
	of_a_later_day = task.date > Date(task.creation)
	query = query.where(task.allocated_to.isnull() | (task.allocated_to == "") | of_a_later_day)
	return [name for (name,) in _without_step(query, TASK, task).limit(_MOST_AT_ONCE).run()]


def _without_step(query: QueryBuilder, doctype: str, table: Table) -> QueryBuilder:
	step = frappe.qb.DocType(DOCTYPE)
	of_record = (step.reference_doctype == doctype) & (step.reference_name == table.name)
	return query.where(ExistsCriterion(frappe.qb.from_(step).select(step.name).where(of_record)).negate())
