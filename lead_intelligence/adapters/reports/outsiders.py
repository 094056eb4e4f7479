"""Leads that a report is not of, where they are few: to leave them out takes less than to look each of the others up."""

from __future__ import annotations

from typing import Final

import frappe
from pypika import Case

from lead_intelligence.adapters.reports.asking import AskedLeads

MOST: Final = 500


def outsiders(asked: AskedLeads) -> list[str] | None:
	"""None where they are more than a few."""
	lead = frappe.qb.DocType("Lead")
	criterion = asked.criterion(lead)
	if criterion is None:
		return []
	is_meant = Case().when(criterion, 1).else_(0)
	query = frappe.qb.from_(lead).select(lead.name).where(is_meant == 0).limit(MOST + 1)
	names = [name for (name,) in query.run()]
	return names if len(names) <= MOST else None
