"""What a rep has is handed over to others, who leaves or is away for long: looked at first, then done. For managers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname, now_datetime

from lead_intelligence.adapters.desk_users import is_desk_user
from lead_intelligence.adapters.lead_access import LeadAccess
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.adapters.rep_load_counts import open_work
from lead_intelligence.adapters.reroutes import ANSWERS, LEAVING
from lead_intelligence.adapters.routing import forecast
from lead_intelligence.adapters.routing_requests import (
	DOCTYPE,
	Request,
	RequestState,
	RoutingCause,
	also_not_to,
	ask,
	route_soon,
)
from lead_intelligence.adapters.sales_users import is_manager, is_person
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.core.sla.open_clocks import from_text
from lead_intelligence.core.tuning.outcome import LOST_STATUS, WON_STATUS

ALL, WAITING = "all", "waiting"
SCOPES = (ALL, WAITING)
_OVER = sorted(WON_STATUS | LOST_STATUS)
_MOST_AT_ONCE = 200
_MOST_LOOKED_AT = 400
_JOB = "lead_intelligence.jobs.hand_overs.give_all"
_FIELDS = ["name", "company", "li_grade", "li_clocks"]


def preview_hand_over(user: str, to: str | None = None, scope: str = ALL) -> dict[str, Any]:
	"""What would become of the leads of a user. `to`: who is to get them, None for whom the routing finds. `scope`: "all" that are open, or those
	"waiting" for a first response or an acceptance.

	`leads`: how many go; `by_grade`: {grade: leads}, "" for none; `waiting`: how many of them wait; `staying`: how many do not go,
	because no routing policy is live for their company or `to` may not edit them. `receivers`: [{user, name, leads}], the one
	with most leads first, and `nobody`: how many would find nobody, both as of now and for the first `looked_at` leads.
	`opportunities`: how many are open; those are not handed over.
	"""
	leads, staying = _leads_to_go(user, to, scope)
	looked_at = len(leads) if to else min(len(leads), _MOST_LOOKED_AT)
	receivers = Counter({to: len(leads)} if leads else ()) if to else _found_for(user, leads[:looked_at])
	return {
		"leads": len(leads),
		"by_grade": dict(Counter(row.li_grade or "" for row in leads)),
		"waiting": sum(_waits(row) for row in leads),
		"staying": len(staying),
		"receivers": [
			{"user": one, "name": str(get_fullname(one)), "leads": number}
			for one, number in receivers.most_common()
			if one
		],
		"nobody": receivers[None],
		"looked_at": looked_at,
		"opportunities": open_work([user])[user].opportunities,
	}


def begin_hand_over(user: str, to: str | None = None, scope: str = ALL) -> dict[str, Any]:
	"""Has it done, in the background if the leads are many: {leads, staying, since}. `since` is for `progress_of_hand_over`. Each receiver is
	told once, of all."""
	leads, staying = _leads_to_go(user, to, scope)
	since, names = now_datetime(), [row.name for row in leads]
	if to is None:
		_ask_for(user, leads)
	elif len(names) <= _MOST_AT_ONCE:
		give_all(user, to, names)
		route_soon()
	else:
		frappe.enqueue(_JOB, queue="long", enqueue_after_commit=True, user=user, to=to, leads=names)
	return {"leads": len(names), "staying": len(staying), "since": str(since)}


def progress_of_hand_over(user: str, since: str) -> dict[str, int]:
	"""How many of the leads have gone, wait, found nobody, or stay because they want no owner any more: {done, waiting, nobody, kept}."""
	_needs_manager()
	filters = {"from_user": user, "cause": RoutingCause.LEAVING.value, "asked_at": (">=", since)}
	states = Counter(frappe.get_all(DOCTYPE, filters=filters, pluck="state", limit=0))
	return {
		"done": states[RequestState.ASSIGNED.value],
		"waiting": states[RequestState.WAITING.value],
		"nobody": states[RequestState.NOBODY.value],
		"kept": states[RequestState.KEPT.value] + states[RequestState.WITHDRAWN.value],
	}


def give_all(user: str, to: str, leads: Sequence[str]) -> None:
	"""Those of the leads that the user still has."""
	rows = rows_by_name("Lead", ("name", "lead_owner"), sorted(leads), lock=True) if leads else ()
	if mine := [name for name, owner in rows if owner == user]:
		give_to(mine, to, RoutingCause.LEAVING)


def _ask_for(user: str, leads: Sequence[frappe._dict]) -> None:
	not_to = {user: LEAVING}
	wanted = [(row.name, row.company or None, user) for row in leads]
	asked = set(ask(wanted, RoutingCause.LEAVING, not_to=not_to, in_background=True))
	also_not_to([row.name for row in leads if row.name not in asked], not_to)


def _leads_to_go(user: str, to: str | None, scope: str) -> tuple[list[frappe._dict], list[frappe._dict]]:
	"""Those that go and those that stay, of all that whoever asks may see."""
	_needs_manager()
	_check(user, to, scope)
	filters = {"lead_owner": user, "disabled": 0, "status": ("not in", _OVER)}
	found = frappe.get_list("Lead", filters=filters, fields=_FIELDS, order_by="name", limit=0)
	wanted = found if scope == ALL else [row for row in found if _waits(row)]
	if to:
		access = LeadAccess()
		goes = [access.may_work(to, row.name) for row in wanted]
	else:
		routed = {company: is_routed(company) for company in {row.company for row in wanted}}
		goes = [routed[row.company] for row in wanted]
	pairs = list(zip(wanted, goes, strict=True))
	return [row for row, does in pairs if does], [row for row, does in pairs if not does]


def _needs_manager() -> None:
	if not is_manager():
		frappe.throw(_("Only managers hand over the leads of others."), frappe.PermissionError)
	frappe.has_permission("Lead", "write", throw=True)


def _check(user: str, to: str | None, scope: str) -> None:
	if scope not in SCOPES:
		frappe.throw(_("{0} must be one of {1}.").format(_("Scope"), ", ".join(SCOPES)))
	if not is_person(user) or not frappe.db.exists("User", user):
		frappe.throw(_("There is no user {0} whose leads could be handed over.").format(escape_html(user)))
	if to is None:
		return
	name = escape_html(get_fullname(to))
	if to == user:
		frappe.throw(_("{0} has these leads already. Choose a colleague.").format(name))
	if not is_person(to) or not is_desk_user(to):
		frappe.throw(_("{0} has no active user of the desk, and cannot take leads.").format(name))
	if not frappe.has_permission("Lead", "write", user=to):
		frappe.throw(_("{0} may not edit leads. Choose a colleague who may.").format(name))


def _waits(row: frappe._dict) -> bool:
	return any(purpose.value in ANSWERS for purpose in from_text(row.li_clocks))


def _found_for(user: str, leads: Sequence[frappe._dict]) -> Counter[str | None]:
	requests = [
		Request(
			name=0,
			lead=row.name,
			company=row.company or None,
			cause=RoutingCause.LEAVING,
			detail=None,
			from_user=user,
			not_to={user: LEAVING},
			attempts=0,
			state=RequestState.WAITING,
		)
		for row in leads
	]
	return Counter(one.choice.user for one in forecast(requests).chosen) if requests else Counter()
