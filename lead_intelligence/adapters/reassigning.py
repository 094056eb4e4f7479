"""Managers give leads to other owners: to a person, or to whomever the routing finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname

from lead_intelligence.adapters.desk_users import is_desk_user
from lead_intelligence.adapters.gate import keep_cold_lead
from lead_intelligence.adapters.routing_requests import RoutingCause, ask
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.adapters.team_leads import somebody
from lead_intelligence.core.tuning.outcome import has_ended

MOVED = "moved"
"""The word for why the present owner is not to get a lead again that a manager has sent to the routing."""


class _Lead(NamedTuple):
	name: str
	company: str | None
	owner: str | None


def needs_receiver(user: str) -> None:
	if not is_person(user) or not is_desk_user(user):
		frappe.throw(_("{0} has no active user of the desk. Choose somebody else in To.").format(_name(user)))


def needs_open_lead(lead: str, to: str | None) -> None:
	"""Whether it can be given to `to`, or to whomever the routing finds."""
	doc = frappe.get_doc("Lead", lead)
	if has_ended(doc.status):
		frappe.throw(_("The lead is {0}: it needs no other owner.").format(_(doc.status)))
	if to is None:
		return
	if doc.lead_owner == to:
		frappe.throw(_("{0} owns the lead already.").format(_name(to)))
	if not doc.has_permission("write", user=to):
		frappe.throw(_("{0} may not work with this lead. Choose a colleague who may.").format(_name(to)))
	keep_cold_lead(doc, lead, to)


def route(leads: Sequence[str], reason: str | None) -> None:
	"""To others than those who own them now."""
	owners: dict[str | None, list[tuple[str, str | None, str | None]]] = {}
	for one in _locked(leads):
		owners.setdefault(somebody(one.owner), []).append(one)
	for owner, theirs in owners.items():
		ask(theirs, RoutingCause.ASKED, detail=reason, not_to={owner: MOVED} if owner else None)


def _locked(leads: Sequence[str]) -> list[_Lead]:
	columns = ("name", "company", "lead_owner")
	return [_Lead(*row) for row in rows_by_name("Lead", columns, sorted(leads), lock=True)] if leads else []


def _name(user: str) -> str:
	return escape_html(get_fullname(user))
