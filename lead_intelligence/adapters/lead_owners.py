"""A lead is given to somebody who is known: whoever accepts it, or who is named by a step of escalation or by a manager."""

from __future__ import annotations

from collections.abc import Sequence

from frappe.utils import now_datetime

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.owner_changes import OwnerChange, change_owners
from lead_intelligence.adapters.routing_requests import (
	DecidedAtOnce,
	RoutingCause,
	record_at_once,
	withdraw,
)
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.core.history.assignment_entry import AssignmentEvent
from lead_intelligence.core.routing.choice_evidence import Because


def give_to(
	leads: Sequence[str],
	user: str | None,
	cause: RoutingCause = RoutingCause.BY_HAND,
	*,
	detail: str | None = None,
	is_told: bool = False,
) -> list[str]:
	"""Those of the leads that had another owner. Nobody is looked for any more; an open hand-over goes with the lead. `is_told`: the new owner
	hears of it in another way."""
	names = sorted(set(leads))
	rows = rows_by_name("Lead", ("name", "company", "lead_owner"), names, lock=True) if names else ()
	changed = [
		DecidedAtOnce(lead, company, owner or None, user, cause, detail, is_told)
		for lead, company, owner in rows
		if (owner or None) != user
	]
	withdraw(one.lead for one in changed)
	now = now_datetime()
	change_owners(
		[
			OwnerChange(
				lead=one.lead,
				before=one.before,
				to=user,
				assignment=number,
				at=now,
				event=_event(one),
				evidence={"because": Because.BY_HAND.value, "cause": cause.value},
				reason=detail,
			)
			for number, one in zip(record_at_once(changed), changed, strict=True)
		]
	)
	return [one.lead for one in changed]


def _event(one: DecidedAtOnce) -> AssignmentEvent:
	if one.cause is RoutingCause.BY_HAND:
		return AssignmentEvent.OWNER_CHANGED
	return AssignmentEvent.ASSIGNED if one.before in NOBODY else AssignmentEvent.REASSIGNED
