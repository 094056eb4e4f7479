"""How many leads of each rep have their outcome, and how many of these were converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import frappe

from lead_intelligence.adapters.outcomes import outcomes_of
from lead_intelligence.adapters.previews import DEFAULT_LOST_AFTER_DAYS
from lead_intelligence.adapters.rep_load_rows import store
from lead_intelligence.adapters.statements import MOST_NAMES
from lead_intelligence.core.routing.rep import Record

# What somebody did before says little about how they do now, and what is younger has had no time.
LOOK_BACK = timedelta(days=365)
LOST_AFTER = timedelta(days=DEFAULT_LOST_AFTER_DAYS)
_DISQUALIFIED, _LOST = "Disqualified", "Do Not Contact"
_COLUMNS = ("leads_decided", "leads_converted", "figures_on")


class _OwnedLead(NamedTuple):
	name: str
	created: datetime
	status: str | None
	owner: str


def figures(now: datetime) -> dict[str, Record]:
	"""By whoever has the lead now, of the leads of the last year."""
	decided: Counter[str] = Counter()
	converted: Counter[str] = Counter()
	for page in _owned_leads(now - LOOK_BACK):
		outcomes = outcomes_of(page, now, LOST_AFTER)
		for lead in page:
			won = outcomes[lead.name].won
			if won is not None:
				decided[lead.owner] += 1
				converted[lead.owner] += won
	return {user: Record(decided=count, converted=converted[user]) for user, count in decided.items()}


def _owned_leads(since: datetime) -> Iterator[Sequence[_OwnedLead]]:
	lead = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(lead).select(
		lead.name, lead.creation, lead.status, lead.lead_owner, lead.li_stage
	)
	query = query.where((lead.creation >= since) & lead.lead_owner.isnotnull())
	query = query.orderby(lead.name).limit(MOST_NAMES)
	last = ""
	while rows := query.where(lead.name > last).run():
		last = rows[-1][0]
		yield [
			_OwnedLead(name, created, _LOST if stage == _DISQUALIFIED else status, owner)
			for name, created, status, owner, stage in rows
			if owner
		]


def store_figures(users: Collection[str], found: Mapping[str, Record], day: date) -> None:
	nothing = Record()
	of = {user: found.get(user, nothing) for user in sorted(users)}
	store(_COLUMNS, [(user, record.decided, record.converted, day) for user, record in of.items()])
