"""Hand-overs of leads to sales: opened, closed and answered as their stages ask for it. The only writer of Lead Handover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.utils import now_datetime
from pypika import Case

from lead_intelligence.adapters.handover_notices import tell_receivers_soon
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.next_steps import drop_all
from lead_intelligence.adapters.sales_users import sales_users_among
from lead_intelligence.adapters.statements import insert_rows, next_numbers, rows_by_name
from lead_intelligence.core.qualification.place import Act, Decision
from lead_intelligence.core.qualification.stages import Stage

DOCTYPE = "Lead Handover"
TO_SALES, TO_EXECUTIVE = "Marketing to Sales", "SDR to Account Executive"
WAITING, ACCEPTED, REFUSED, LAPSED, WITHDRAWN = "Waiting", "Accepted", "Refused", "Lapsed", "Withdrawn"
OPEN = (WAITING, LAPSED)
"""One that has lapsed can still be accepted."""

_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by"),
	*("lead", "act", "status", "stage", "cycle", "definition"),
	*("from_user", "to_user", "handed_at", "due_at", "contest_of"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
	"""How an open hand-over ends: by default because the lead has gone another way. `in_bulk`: it was answered with others at once."""

	status: str = WITHDRAWN
	by: str | None = None
	reason: str | None = None
	consequence: str | None = None
	note: str | None = None
	duplicate_of: str | None = None
	in_bulk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
	"""`by`: who hands over; None where the lead qualified by itself. `to`: who is to take it, by default the owner of the lead
	if that is one of sales, and not among those who have just refused it (`not_to`)."""

	by: str | None = None
	to: str | None = None
	not_to: frozenset[str] = frozenset()
	contest_of: str | None = None


WITHDRAWAL = Answer()
OF_ITSELF = Opening()


def changes_handover(decision: Decision | None) -> bool:
	return bool(decision and (decision.opens_handover or decision.closes_handover))


def follow_decisions(
	decisions: Sequence[tuple[str, Decision | None]],
	answer: Answer = WITHDRAWAL,
	opening: Opening = OF_ITSELF,
	owners: Mapping[str, str | None] | None = None,
) -> None:
	"""Opens and closes the hand-overs of these leads, which are locked and stored, and drops what was planned with those that are over.
	`owners`: who owns them, where that is known."""
	closed = [lead for lead, decision in decisions if decision and decision.closes_handover]
	opened = [(lead, decision) for lead, decision in decisions if decision and decision.opens_handover]
	if closed:
		_close(closed, answer)
	if opened:
		_open(opened, opening, owners)
	over = [lead for lead, decision in decisions if decision and decision.steps and _is_over(decision)]
	if over:
		drop_all(over)


def _is_over(decision: Decision) -> bool:
	return decision.place.stage in (Stage.DISQUALIFIED, Stage.CUSTOMER)


def _close(leads: Sequence[str], answer: Answer) -> None:
	table, now = frappe.qb.DocType(DOCTYPE), now_datetime()
	query = frappe.qb.update(table).where(table.lead.isin(leads) & table.status.isin(OPEN))
	if answer.status != WITHDRAWN:
		query = query.set(table.late, Case().when(table.due_at < now, 1).else_(0))
		query = query.set(table.in_bulk, int(answer.in_bulk))
	for column, value in (
		("status", answer.status),
		("decided_by", answer.by),
		("decided_at", now),
		("modified", now),
		("reason", answer.reason),
		("consequence", answer.consequence),
		("note", answer.note),
		("duplicate_of", answer.duplicate_of),
	):
		if value is not None:
			query = query.set(table[column], value)
	query.run()


def _open(
	decisions: Sequence[tuple[str, Decision]], opening: Opening, owners: Mapping[str, str | None] | None
) -> None:
	receivers = _receivers([lead for lead, _decision in decisions], opening, owners)
	numbers = next_numbers(DOCTYPE, len(decisions))
	now, author = str(now_datetime()), frappe.session.user
	rows = []
	for number, (lead, decision) in zip(numbers, decisions, strict=True):
		place = decision.place
		act = TO_SALES if place.stage is Stage.MQL else TO_EXECUTIVE
		stage = place.stage.value if place.stage else None
		told = (lead, act, WAITING, stage, place.cycle, place.definition)
		who = (opening.by, receivers.get(lead), _handed_at(decision), place.due_at, opening.contest_of)
		rows.append((number, now, now, author, author, *told, *who))
	insert_rows(DOCTYPE, _COLUMNS, rows, numbered=False)
	tell_desks(receivers.values())
	tell_receivers_soon([str(row[0]) for row, lead in zip(rows, receivers, strict=True) if receivers[lead]])


def _handed_at(decision: Decision) -> datetime | None:
	return next((step.at for step in reversed(decision.steps) if step.act is Act.HANDED_OVER), None)


def _receivers(
	leads: Sequence[str], opening: Opening, owners: Mapping[str, str | None] | None
) -> dict[str, str | None]:
	"""By lead, in their order, who is to take it; None for whoever of sales comes first."""
	if opening.to:
		return dict.fromkeys(leads, opening.to)
	if owners is None:
		# They are locked already: a lock shows their owners as they are now.
		owners = dict(rows_by_name("Lead", ("name", "lead_owner"), leads, lock=True))
	sales = sales_users_among(owners.values()) - opening.not_to
	return {lead: owner if (owner := owners.get(lead)) in sales else None for lead in leads}


def open_handover(lead: str, *, lock: bool = False) -> frappe._dict | None:
	return _latest(lead, OPEN, lock=lock)


def last_answered(lead: str, *, lock: bool = False) -> frappe._dict | None:
	"""The latest one that was accepted or refused."""
	return _latest(lead, (ACCEPTED, REFUSED), lock=lock)


def _latest(lead: str, statuses: Sequence[str], *, lock: bool) -> frappe._dict | None:
	"""With `lock` as it is now, even in a transaction that began before it was answered."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(table.star)
	query = query.where((table.lead == lead) & table.status.isin(statuses))
	query = query.orderby(table.name, order=frappe.qb.desc).limit(1)
	rows = (query.for_update() if lock else query).run(as_dict=True)
	return rows[0] if rows else None


def hand_on(leads: Sequence[str], to: str | None) -> None:
	"""To the new owner of some leads, if that is one of sales; else whoever of sales comes first answers. The leads are locked, and have one that is
	open: to look for that of others would lock the place where theirs is about to be put."""
	to_user = to if to in sales_users_among([to]) else None
	waiting = {"lead": ("in", list(leads)), "status": ("in", OPEN)}
	frappe.db.set_value(DOCTYPE, waiting, "to_user", to_user, update_modified=False)


def note_contest(handover: str, by: str, note: str) -> None:
	now = now_datetime()
	values = {"contested_by": by, "contested_at": now, "contest_note": note}
	frappe.db.set_value(DOCTYPE, handover, values, update_modified=False)


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""After a rename or a merge, the hand-overs are those of the new name. Of two merged leads, the one that stays keeps its
	stage, and so the hand-over that it waits for, if any: that of the other is over."""
	if merge:
		_close([old], WITHDRAWAL)
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	frappe.db.set_value(DOCTYPE, {"duplicate_of": old}, "duplicate_of", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its hand-overs stay for the counts and say no more whose they were."""
	_close([lead], WITHDRAWAL)
	nobody = dict.fromkeys(("lead", "note", "contest_note", "duplicate_of"))
	frappe.db.set_value(DOCTYPE, {"lead": lead}, nobody, update_modified=False)
	frappe.db.set_value(DOCTYPE, {"duplicate_of": lead}, "duplicate_of", None, update_modified=False)
