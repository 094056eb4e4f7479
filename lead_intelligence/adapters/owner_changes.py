"""Leads get another owner: the lead, ERPNext's assignment, the open hand-over and the journey in step, for many leads in few statements.

Owners are written nowhere else, but for what people choose on the form of a lead. Whoever calls has locked the leads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import frappe
from frappe.utils import get_fullname, nowdate

from lead_intelligence.adapters.board_news import tell_boards
from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.handovers import hand_on
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_names import name_and_company
from lead_intelligence.adapters.next_steps import close_snoozes
from lead_intelligence.adapters.open_forms import tell_owner_changed
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.stale_loads import make_stale
from lead_intelligence.adapters.statements import (
	MOST_VALUES,
	insert_rows,
	rows_by_name,
	some_at_a_time,
	update_rows,
)
from lead_intelligence.core.history.assignment_entry import AssignmentEntry, AssignmentEvent
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.open_clocks import from_text
from lead_intelligence.core.sla.response_clock import Purpose

_TODO = "ToDo"
# Of a backlog, hardly one is open on a desk, and a form asks by itself after a while.
_MOST_FORMS = 100
_OPEN, _CANCELLED = "Open", "Cancelled"
_LEAD_COLUMNS = ("name", "lead_name", "company_name", "company", "li_cycle", "li_clocks", "_assign")
_TODO_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "allocated_to", "assigned_by"),
	*(
		"assigned_by_full_name",
		"reference_type",
		"reference_name",
		"description",
		"priority",
		"status",
		"date",
	),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerChange:
	"""`assignment`: the name of the Lead Assignment that says so. `to`: None to leave the lead to nobody. `evidence`: plain JSON data for the
	journey. `is_stored`: the lead says so already, because a person has saved it."""

	lead: str
	before: str | None
	to: str | None
	assignment: int
	at: datetime
	event: AssignmentEvent
	evidence: Mapping[str, object] = field(default_factory=dict)
	reason: str | None = None
	is_stored: bool = False


def change_owners(changes: Sequence[OwnerChange], *, author: str | None = None) -> None:
	"""All in the transaction of the caller. `modified` stays: an open form can still be saved."""
	if not changes:
		return
	author = author or frappe.session.user
	leads = {
		row[0]: dict(zip(_LEAD_COLUMNS, row, strict=True)) for row in _leads([one.lead for one in changes])
	}
	present = [one for one in changes if one.lead in leads]
	assigned = _keep_assignments_in_step(present, leads, author)
	_store(present, leads, assigned)
	handed_over = [one for one in present if _is_handed_over(leads[one.lead])]
	for to, alike in _groups(handed_over, lambda one: one.to).items():
		hand_on([one.lead for one in alike], to)
	append_many(((one.lead, _entry(one, leads[one.lead])) for one in present), author)
	# Whoever has snoozed a lead has done so for themselves.
	close_snoozes([one.lead for one in present if one.before and one.before != one.to])
	# To whoever gets leads by routing they are added at once.
	make_stale([one.before for one in present])
	names = [one.lead for one in present]
	frappe.db.after_commit.add(lambda: forget_cached_leads(names))
	if len(names) <= _MOST_FORMS:
		tell_owner_changed(names)
	judged_in = {
		company for company in {lead["company"] for lead in leads.values()} if _is_judged_by(company)
	}
	judged = [one.lead for one in present if not one.is_stored and leads[one.lead]["company"] in judged_in]
	reevaluate(judged, Cause.SAVE)
	tell_boards()
	tell_desks(user for one in present for user in (one.before, one.to))


def _leads(names: Sequence[str]) -> Iterable[tuple[Any, ...]]:
	for some in some_at_a_time(names):
		yield from rows_by_name("Lead", _LEAD_COLUMNS, sorted(some), lock=True)


def _groups(
	changes: Sequence[OwnerChange], key: Callable[[OwnerChange], Any]
) -> dict[Any, list[OwnerChange]]:
	found: dict[Any, list[OwnerChange]] = {}
	for one in changes:
		found.setdefault(key(one), []).append(one)
	return found


def _store(
	changes: Sequence[OwnerChange], leads: Mapping[str, Mapping[str, Any]], assigned: Mapping[str, str | None]
) -> None:
	"""Those alike get the same mark: the latest assignment of all, which is later than any that one of them had before."""
	latest = max((one.assignment for one in changes), default=0)

	def values(one: OwnerChange) -> tuple[tuple[str, Any], ...]:
		owner = () if one.is_stored else (("lead_owner", one.to),)
		changed = assigned[one.lead] != (leads[one.lead]["_assign"] or None)
		return (*owner, ("li_assignment", latest), *((("_assign", assigned[one.lead]),) if changed else ()))

	for alike, those in _groups(changes, values).items():
		update_rows("Lead", [one.lead for one in those], dict(alike))


def _keep_assignments_in_step(
	changes: Sequence[OwnerChange], leads: Mapping[str, Mapping[str, Any]], author: str
) -> dict[str, str | None]:
	"""The open ToDo goes from the old owner to the new one; those of others, who help, stay. Returns what `_assign` then says."""
	todos = _open_todos([one.lead for one in changes])
	over: list[str] = []
	new: list[tuple[Any, ...]] = []
	assigned: dict[str, str | None] = {}
	now, today, by = str(changes[0].at) if changes else "", nowdate(), str(get_fullname(author))
	for one in changes:
		mine = todos.get(one.lead, [])
		over += [name for name, user in mine if user == one.before and user != one.to]
		users = list(dict.fromkeys(user for _name, user in mine if user != one.before or user == one.to))
		if one.to and one.to not in users:
			users.append(one.to)
			lead = leads[one.lead]
			words = frappe.utils.escape_html(
				name_and_company(lead["lead_name"], lead["company_name"], one.lead)
			)
			new.append(
				(
					*(frappe.generate_hash(length=10), now, now, author, author, one.to, author, by),
					*("Lead", one.lead, words, "Medium", _OPEN, today),
				)
			)
		assigned[one.lead] = json.dumps(users) if users else None
	for some in some_at_a_time(over):
		update_rows(_TODO, some, {"status": _CANCELLED, "modified": now})
	insert_rows(_TODO, _TODO_COLUMNS, new, numbered=False)
	return assigned


def _open_todos(leads: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
	table = frappe.qb.DocType(_TODO)
	found: dict[str, list[tuple[str, str]]] = {}
	for start in range(0, len(leads), MOST_VALUES):
		query = frappe.qb.from_(table).select(table.reference_name, table.name, table.allocated_to)
		query = query.where(
			(table.reference_type == "Lead")
			& table.reference_name.isin(leads[start : start + MOST_VALUES])
			& (table.status == _OPEN)
			& table.allocated_to.isnotnull()
		)
		for lead, name, user in query.orderby(table.creation).run():
			found.setdefault(lead, []).append((name, user))
	return found


def _entry(one: OwnerChange, lead: Mapping[str, Any]) -> AssignmentEntry:
	return AssignmentEntry(
		event=one.event,
		at=one.at,
		cycle=lead["li_cycle"] or 0,
		evidence={"from": one.before, "to": one.to, **one.evidence},
		reason=one.reason,
		record=str(one.assignment),
	)


def _is_handed_over(lead: Mapping[str, Any]) -> bool:
	return Purpose.ACCEPTANCE in from_text(lead["li_clocks"])


def _is_judged_by(company: str | None) -> bool:
	"""Whether something that judges leads looks at who owns them."""
	return "lead_owner" in policies_for(company)[0].fields
