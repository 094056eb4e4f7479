"""Answers stop the clocks of a lead in the transaction in which they are recorded, and correct those that were stopped later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.clocks import OfLead, current_clocks, hours_of, store
from lead_intelligence.adapters.journey import append_many
from lead_intelligence.adapters.lead_desk_news import tell_desks
from lead_intelligence.adapters.lead_state import values_of_clocks
from lead_intelligence.adapters.open_forms import tell_open_forms
from lead_intelligence.adapters.statements import rows_by_name, some_at_a_time
from lead_intelligence.core.engagement.touch import Response
from lead_intelligence.core.history.clock_entry import ClockEntry
from lead_intelligence.core.sla.closing import CLOCKS_DIFFER_BY, with_contacts
from lead_intelligence.core.sla.entries import answered_entry
from lead_intelligence.core.sla.response_clock import Contact, ResponseClock

Entries = list[tuple[str, ClockEntry]]


class AboutLead(NamedTuple):
	"""What a locked lead says itself: its company, its open clocks, and its owner."""

	company: str | None
	open_clocks: str | None
	owner: str | None = None


def about_leads(leads: Sequence[str]) -> dict[str, AboutLead]:
	"""Locks those that exist."""
	ordered = sorted(set(leads))
	columns = ("name", "company", "li_clocks", "lead_owner")
	return {
		name: AboutLead(company or None, text or None, owner or None)
		for some in some_at_a_time(ordered)
		for name, company, text, owner in rows_by_name("Lead", columns, some, lock=True)
	}


def take_in(leads: Mapping[str, AboutLead]) -> None:
	"""After answers or attempts of these leads were recorded. The leads are locked."""
	known = current_clocks({lead: about.open_clocks for lead, about in leads.items()})
	if not known:
		return
	contacts = _contacts(known)
	changed: list[OfLead] = []
	entries: Entries = []
	for lead, clocks in known.items():
		found = _told(lead, leads[lead].company, clocks, contacts.get(lead, []), entries)
		changed += found
		if any(one.clock.answered_at for one in found):
			after = {one.clock.name: one.clock for one in found}
			values = values_of_clocks(after.get(one.name, one) for one in clocks)
			frappe.db.set_value("Lead", lead, values, update_modified=False)
	if changed:
		store(changed)
		tell_open_forms({one.lead for one in changed})
		tell_desks({leads[one.lead].owner for one in changed})
	append_many(entries, frappe.session.user)


def _told(
	lead: str,
	company: str | None,
	clocks: Sequence[ResponseClock],
	contacts: Sequence[Contact],
	entries: Entries,
) -> list[OfLead]:
	now, found = now_datetime(), []
	for clock in clocks:
		after = with_contacts(clock, contacts, hours_of(clock, company))
		if after == clock:
			continue
		found.append(OfLead(lead, company, after))
		entry = answered_entry(clock, after, now)
		if entry:
			entries.append((lead, entry))
	return found


def _contacts(known: dict[str, list[ResponseClock]]) -> dict[str, list[Contact]]:
	earliest = min(one.started_at for clocks in known.values() for one in clocks) - CLOCKS_DIFFER_BY
	rows = _rows(sorted(known), earliest)
	found: dict[str, list[Contact]] = {}
	for row in rows:
		contact = Contact(
			at=row.happened_at,
			response=Response(row.response),
			by=row.author,
			how=row.kind,
			touch=str(row.name),
		)
		found.setdefault(row.lead, []).append(contact)
	return found


def _rows(leads: Sequence[str], earliest: datetime) -> list[frappe._dict]:
	"""As they are now, even in a transaction that began before another recorded one."""
	table = frappe.qb.DocType("Lead Touch")
	query = frappe.qb.from_(table)
	query = query.select(table.lead, table.name, table.kind, table.response, table.author, table.happened_at)
	query = query.where(
		table.lead.isin(leads)
		& table.response.isin([one.value for one in Response])
		& (table.happened_at >= earliest)
	)
	rows: list[frappe._dict] = query.for_update().run(as_dict=True)
	return rows
