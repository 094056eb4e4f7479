"""How many leads came to their owners on each day, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import frappe
from pypika import CustomFunction
from pypika.functions import Count

from lead_intelligence.adapters.team_leads import SeenLeads
from lead_intelligence.adapters.waiting_leads import ASSIGNMENT

ASSIGNED, BY_HAND = "Assigned", "By Hand"
FIRST, AGAIN = "first", "again"
_BY_HAND = "by_hand"
_day = CustomFunction("date", ["moment"])


def assignments_by_day(
	seen: SeenLeads, today: date, days: int, to: str | None = None
) -> list[dict[str, Any]]:
	"""The last so many days, in the time zone of the system, each with how many leads the routing gave to their first owner
	(`first`) or to another (`again`), and how many people gave (`by_hand`). `to`: only those that came to this user."""
	request, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	begin = today - timedelta(days=days - 1)
	day = _day(request.decided_at)
	query = frappe.qb.from_(request).join(lead).on(lead.name == request.lead)
	query = query.select(day, request.state, request.from_user.notnull(), Count("*"))
	query = query.where(request.state.isin([ASSIGNED, BY_HAND]))
	query = query.where(request.decided_at >= datetime.combine(begin, time.min))
	if to:
		query = query.where(request.to_user == to)
	query = query.groupby(day, request.state, request.from_user.notnull())
	found = {one: dict.fromkeys((FIRST, AGAIN, _BY_HAND), 0) for one in _days(begin, days)}
	for at, state, had_owner, leads in seen.only(query).run():
		if at in found:
			found[at][_BY_HAND if state == BY_HAND else AGAIN if had_owner else FIRST] += leads
	return [{"day": str(one), **counts} for one, counts in found.items()]


def _days(begin: date, days: int) -> Iterator[date]:
	return (begin + timedelta(days=place) for place in range(days))
