"""Response clocks follow the lead through a rename or a merge, and outlive it."""

from __future__ import annotations

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clock_answers import about_leads, take_in
from lead_intelligence.adapters.clocks import DOCTYPE, OfLead, clocks_of, open_key, store
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.core.sla.closing import ended
from lead_intelligence.core.sla.entries import ended_entry
from lead_intelligence.core.sla.response_clock import Ending, Purpose


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	"""Of two merged leads, the one that stays keeps its open clocks. What was answered of the other was answered of it."""
	if merge:
		_end(old, Ending.MERGED, new)
	for purpose in Purpose:
		is_open = {"lead": old, "open_for": open_key(old, purpose)}
		frappe.db.set_value(DOCTYPE, is_open, "open_for", open_key(new, purpose), update_modified=False)
	frappe.db.set_value(DOCTYPE, {"lead": old}, "lead", new, update_modified=False)
	if merge:
		take_in(about_leads([new]))


def forget_lead(lead: str) -> None:
	"""After a lead is deleted, its clocks stay for the counts and say no more whose they were."""
	_end(lead, Ending.DELETED, None)
	nobody = dict.fromkeys(("lead", "touch"))
	frappe.db.set_value(DOCTYPE, {"lead": lead}, nobody, update_modified=False)


def _end(lead: str, because: Ending, told_in: str | None) -> None:
	now = now_datetime()
	open_ones = [one for one in clocks_of([lead], lock=True).get(lead, []) if one.is_open]
	closed = [ended(one, because, now) for one in open_ones]
	store([OfLead(lead, None, one) for one in closed])
	if told_in:
		contacts = (one for one in closed if one.purpose is not Purpose.ACCEPTANCE)
		append_entries(told_in, [ended_entry(one, now) for one in contacts])
