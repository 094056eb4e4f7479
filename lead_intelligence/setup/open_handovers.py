"""Hand-overs that were opened before there were clocks get theirs."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.clocks import OfLead, clocks_of, store
from lead_intelligence.adapters.handovers import DOCTYPE, OPEN
from lead_intelligence.adapters.lead_state import values_of_clocks
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock, Start


def give_clocks_to_open_handovers() -> None:
	"""Leads that say by when they are due and not what for. Once: afterwards there are none."""
	filters = {"li_due_at": ("is", "set"), "li_clocks": ("is", "not set")}
	waiting = {row.name: row for row in frappe.get_all("Lead", filters=filters, fields=["name", "company"])}
	rows = frappe.get_all(
		DOCTYPE,
		filters={"lead": ("in", list(waiting)), "status": ("in", OPEN)},
		fields=["lead", "handed_at", "due_at", "cycle"],
		order_by="name",
	)
	known = clocks_of(list(waiting))
	for row in {row.lead: row for row in rows if row.due_at}.values():
		# Of one that could not tell them, its clocks stay as they are.
		if open_ones := [one for one in known.get(row.lead, []) if one.is_open]:
			frappe.db.set_value("Lead", row.lead, values_of_clocks(open_ones), update_modified=False)
			continue
		since = row.handed_at or row.due_at
		clock = ResponseClock(
			purpose=Purpose.ACCEPTANCE,
			cycle=row.cycle,
			started_at=since,
			because=Start.HANDED_OVER,
			counts_from=since,
			target=row.due_at - since,
			allowed=row.due_at - since,
			due_at=row.due_at,
		)
		store([OfLead(row.lead, waiting[row.lead].company, clock)])
		frappe.db.set_value("Lead", row.lead, values_of_clocks([clock]), update_modified=False)
