"""What a lead goes to another owner for, by routing: a refusal that says that it belongs elsewhere, or an answer that does not come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.adapters.clocks import clocks_of
from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.handovers import REFUSED, TO_SALES, last_answered
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.adapters.routing_requests import DOCTYPE, Request, RoutingCause, also_not_to, ask
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.core.qualification.handing_over import Consequence
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock

REFUSER, TOO_LATE, ABSENT, LEAVING = "refused", "breach", "absent", "leaving"
"""Why somebody is not to get a lead again."""
ANSWERS = frozenset({Purpose.FIRST_RESPONSE.value, Purpose.ACCEPTANCE.value})
"""What leads wait for that nobody has answered yet."""
# A breach says for itself which clock it was of.
_WAITING_FOR = {RoutingCause.ABSENCE: ANSWERS, RoutingCause.BREACH: frozenset[str]()}
_BELONGS_ELSEWHERE = frozenset({Consequence.WRONG_TERRITORY})


def after_refusal(lead: str, consequence: Consequence, reason: str) -> None:
	"""Nobody who has refused it in this cycle gets it back. The lead is locked."""
	if consequence not in _BELONGS_ELSEWHERE:
		return
	company, owner, cycle = _standing(lead)
	if is_routed(company):
		refusers = dict.fromkeys(_refusers(lead, cycle), REFUSER)
		if not ask([(lead, company, owner)], RoutingCause.REFUSED, detail=reason, not_to=refusers):
			also_not_to([lead], refusers)


def after_breach(lead: str, clock: ResponseClock) -> tuple[bool, str]:
	"""Whether somebody else is looked for, and a sentence. Neither who has the lead gets it, nor who let this clock run out before.
	The lead is locked."""
	company, owner, _cycle = _standing(lead)
	if not is_routed(company):
		return False, _("No routing policy is live for the company, so the lead stays with its owner.")
	too_late = _people([owner]) | _late_before(lead, clock.started_at)
	not_to = dict.fromkeys(sorted(too_late), TOO_LATE)
	if not ask([(lead, company, owner)], RoutingCause.BREACH, detail=clock.purpose.value, not_to=not_to):
		also_not_to([lead], not_to)
		return True, _("An owner is looked for already.")
	if not is_person(owner):
		return True, _("An owner is looked for by the routing policy.")
	return True, _("Instead of {0}, another owner is looked for by the routing policy.").format(
		get_fullname(owner)
	)


def no_longer_asked(requests: Sequence[Request]) -> frozenset[int]:
	"""The names of those for which nobody has to be found any more: whoever has the lead has answered it meanwhile. The leads are locked."""
	late = [one for one in requests if one.cause in _WAITING_FOR]
	clocks = clocks_of(sorted({one.lead for one in late}), lock=True) if late else {}
	answered = {one.name for one in late if not _is_waited_for(one, clocks.get(one.lead, ()))}
	refused = [one for one in requests if one.cause is RoutingCause.REFUSED]
	return frozenset(answered | {one.name for one in refused if _is_accepted(one.lead)})


def _is_waited_for(request: Request, clocks: Iterable[ResponseClock]) -> bool:
	purposes = _WAITING_FOR[request.cause] or {request.detail}
	return any(one.is_open and one.purpose.value in purposes for one in clocks)


def _is_accepted(lead: str) -> bool:
	latest = last_answered(lead, lock=True)
	return latest is not None and latest.status != REFUSED


def _standing(lead: str) -> tuple[str | None, str | None, int]:
	columns = ("company", "lead_owner", "li_cycle")
	((company, owner, cycle),) = rows_by_name("Lead", columns, [lead], lock=True)
	return company or None, owner or None, cycle or 0


def _refusers(lead: str, cycle: int) -> list[str]:
	"""Who said so, and whom it was handed over to."""
	filters = {"lead": lead, "status": REFUSED, "cycle": cycle, "act": TO_SALES}
	rows = frappe.get_all(HANDOVER, filters=filters, fields=["decided_by", "to_user"])
	return sorted(_people(user for row in rows for user in (row.decided_by, row.to_user)))


def _late_before(lead: str, since: datetime) -> frozenset[str]:
	filters = {"lead": lead, "cause": RoutingCause.BREACH.value, "asked_at": (">=", since)}
	return _people(frappe.get_all(DOCTYPE, filters=filters, pluck="from_user"))


def _people(users: Iterable[str | None]) -> frozenset[str]:
	return frozenset(user for user in users if user and is_person(user))
