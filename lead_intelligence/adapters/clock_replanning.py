"""Open clocks are planned again by the working hours, holidays and time zones of today."""

from __future__ import annotations

from collections.abc import Sequence

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import (
	DOCTYPE,
	READ_COLUMNS,
	OfLead,
	clock_in,
	current_clocks,
	store,
)
from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.escalation_steps import steps_of_clock
from lead_intelligence.adapters.handovers import DOCTYPE as HANDOVER
from lead_intelligence.adapters.handovers import OPEN
from lead_intelligence.adapters.lead_state import values_of_clocks
from lead_intelligence.adapters.response_policies import hours_for
from lead_intelligence.adapters.statements import rows_by_name
from lead_intelligence.core.sla.planning import by_present_hours
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock


def open_clocks_after(last: int, limit: int) -> list[OfLead]:
	"""In the order of their names, of leads that exist."""
	table = frappe.qb.DocType(DOCTYPE)
	query = frappe.qb.from_(table).select(*(table[name] for name in READ_COLUMNS))
	query = query.where((table.name > last) & table.open_for.isnotnull()).orderby(table.name).limit(limit)
	return [one for row in query.run() if (one := clock_in(row)).lead]


def leads_to_replan(clocks: Sequence[OfLead]) -> list[str]:
	"""Those with a clock that would be due at another moment now. Nothing is locked yet."""
	territories = _territories(clocks)
	return sorted({one.lead for one in clocks if _replanned(one, territories) != one.clock})


def replan(leads: Sequence[str]) -> int:
	"""How many clocks moved. The caller commits."""
	if not leads:
		return 0
	rows = rows_by_name("Lead", ("name", "company", "territory", "li_clocks"), leads, lock=True)
	territories = {name: territory for name, _company, territory, _open in rows}
	known = current_clocks({name: text for name, _company, _territory, text in rows})
	changed: list[OfLead] = []
	for lead, company, _territory, _open in rows:
		before = [one for one in known.get(lead, []) if one.is_open]
		after = [_replanned(OfLead(lead, company, one), territories) for one in before]
		moved = [new for old, new in zip(before, after, strict=True) if new != old]
		if moved:
			changed += [OfLead(lead, company, one) for one in moved]
			frappe.db.set_value("Lead", lead, values_of_clocks(after), update_modified=False)
			_follow_handover(lead, moved)
	store(changed)
	names = [one.lead for one in changed]
	frappe.db.after_commit.add(lambda: forget_cached_leads(names))
	return len(changed)


def _replanned(one: OfLead, territories: dict[str, str | None]) -> ResponseClock:
	clock, now = one.clock, now_datetime()
	# Unless a policy says otherwise, hand-overs are answered by the hours of the agreement, which knows no territory.
	by_territory = clock.purpose is not Purpose.ACCEPTANCE or clock.zone
	territory = territories.get(one.lead) if by_territory else None
	hours = hours_for(clock.calendar, territory, one.company)
	return by_present_hours(clock, hours, steps_of_clock(clock), now)


def _territories(clocks: Sequence[OfLead]) -> dict[str, str | None]:
	leads = sorted({one.lead for one in clocks})
	return dict(rows_by_name("Lead", ("name", "territory"), leads, lock=False)) if leads else {}


def _follow_handover(lead: str, clocks: Sequence[ResponseClock]) -> None:
	for clock in clocks:
		if clock.purpose is Purpose.ACCEPTANCE:
			waiting = {"lead": lead, "status": ("in", OPEN)}
			frappe.db.set_value(HANDOVER, waiting, "due_at", clock.due_at, update_modified=False)
