"""Leads that were there before the rows of the territory mapping get their territories."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.lead_territories import fill_in, without_territory

_AT_A_TIME = 400
JOB_ID = "lead-intelligence-fill-in-territories"


def fill_in_all(user: str) -> None:
	"""In small transactions, each of its own leads. What a killed job left, the next one finds."""
	filled, after = 0, ""
	while leads := without_territory(_AT_A_TIME, after=after):
		after = leads[-1]
		filled += len(fill_in(leads, later=True))
		frappe.db.commit()
	frappe.publish_realtime("lead_territories_filled", {"leads": filled}, user=user)
