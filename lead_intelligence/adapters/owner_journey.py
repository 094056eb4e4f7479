"""What the journey of a lead says of its owners, for people to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.desk_users import full_names
from lead_intelligence.adapters.routing_requests import RoutingCause
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.history.assignment_entry import AssignmentEvent
from lead_intelligence.core.routing.choice_evidence import Because
from lead_intelligence.core.routing.evidence import read_evidence
from lead_intelligence.core.routing.explanation import because_sentence, nobody_sentence

_DOCTYPE = "Lead Journey Entry"
_KINDS = tuple(event.value for event in AssignmentEvent)


def owner_rows(lead: str, limit: int) -> list[frappe._dict]:
	"""The latest first, each with its evidence as data."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead, "kind": ("in", _KINDS)},
		fields=["name", "at", "kind", "author", "reason", "evidence", "reference_name"],
		order_by="name desc",
		limit=limit,
	)
	for row in rows:
		data = json.loads(row.evidence) if row.evidence else {}
		row.evidence = data if isinstance(data, dict) else {}
	return list(rows)


def owner_moves(lead: str, limit: int) -> list[dict[str, Any]]:
	"""For the history of the lead. Kinds have their English names, which the desk translates."""
	rows = owner_rows(lead, limit)
	names = names_in(rows)
	return [
		{
			"kind": row.kind,
			"at": str(row.at) if row.at else None,
			"owner": {
				**from_and_to(row, names),
				"words": words(row, names),
				"reason": _(row.reason) if row.reason else None,
			},
		}
		for row in rows
	]


def from_and_to(row: frappe._dict, names: dict[str, str]) -> dict[str, str | None]:
	before, to = (row.evidence.get(key) for key in ("from", "to"))
	return {
		"before": None if before in NOBODY else names.get(before, before),
		"after": None if to in NOBODY else names.get(to, to),
	}


def words(row: frappe._dict, names: dict[str, str]) -> str:
	"""Why, in one or two sentences."""
	said = [cause_words(row, names), why_words(row, names)]
	return " ".join(one for one in said if one)


def why_words(row: frappe._dict, names: dict[str, str]) -> str:
	"""Why this one, or why nobody."""
	evidence, to = row.evidence, row.evidence.get("to")
	if row.kind == AssignmentEvent.NOBODY_FOUND.value:
		return nobody_words(row)
	found = read_evidence(evidence)
	if evidence.get("cause") == RoutingCause.BY_HAND.value:
		return _by_hand(row, names)
	if not to:
		return _("The lead was left to nobody.")
	if found.choice.because is Because.BY_HAND and evidence.get("cause") == RoutingCause.BREACH.value:
		return _("{0} was named to take it then.").format(names.get(to, to))
	return because_sentence(found.choice.because, names.get(to, to), found.choice.pool, _)


def nobody_words(row: frappe._dict) -> str:
	told = [(one, nobody_sentence(one, _)) for one in read_evidence(row.evidence).choice.asked]
	parts = [
		_("{0}: {1}").format(one.pool, sentence) if one.pool else sentence
		for one, sentence in told
		if sentence
	]
	return " ".join([_("Nobody could take the lead."), *parts])


def _by_hand(row: frappe._dict, names: dict[str, str]) -> str:
	before, to = row.evidence.get("from"), row.evidence.get("to")
	author = names.get(row.author, row.author) if is_person(row.author) else None
	if not to:
		if not author:
			return _("The lead was left to nobody.")
		gave_back = row.author == before
		return (_("{0} gave the lead back.") if gave_back else _("{0} left the lead to nobody.")).format(
			author
		)
	name = names.get(to, to)
	if row.author == to:
		return _("{0} took the lead.").format(name)
	return _("{0} chose {1}.").format(author, name) if author else _("{0} was chosen by hand.").format(name)


def cause_words(row: frappe._dict, names: dict[str, str]) -> str:
	"""Why somebody was looked for, or another one than before."""
	before = row.evidence.get("from")
	name = None if before in NOBODY else names.get(before, before)
	match row.evidence.get("cause"):
		case RoutingCause.READY.value:
			return _("The lead was ready and had no owner.")
		case RoutingCause.REFUSED.value if name:
			return _("{0} gave the lead back.").format(name)
		case RoutingCause.REFUSED.value:
			return _("The lead was given back.")
		case RoutingCause.BREACH.value if name:
			return _("{0} did not answer in time.").format(name)
		case RoutingCause.BREACH.value:
			return _("Nobody answered in time.")
		case RoutingCause.ABSENCE.value if name:
			return _("{0} was away while the lead waited.").format(name)
		case RoutingCause.LEAVING.value if name:
			return _("{0} handed over all leads.").format(name)
		case RoutingCause.BACK.value:
			return _("The lead came back after it had been put aside.")
		case RoutingCause.ASKED.value:
			author = names.get(row.author, row.author) if is_person(row.author) else None
			return (
				_("{0} had another owner looked for.").format(author)
				if author
				else _("Another owner was looked for.")
			)
	return ""


def names_in(rows: Sequence[frappe._dict], more: Iterable[str | None] = ()) -> dict[str, str]:
	"""The full names of all that are named there, in one query."""
	users = {row.evidence.get(key) for row in rows for key in ("from", "to")}
	users |= {row.author for row in rows} | set(more)
	return full_names(user for user in users if isinstance(user, str))
