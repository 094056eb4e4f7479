"""Leads that wait for an answer do not wait for who is away: they go on to others, once in each absence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import frappe
from frappe.utils import get_datetime

from lead_intelligence.adapters.clocks import DOCTYPE as CLOCK
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.adapters.rep_presence import absences_of
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.reroutes import ABSENT, ANSWERS
from lead_intelligence.adapters.routing_requests import DOCTYPE, RequestState, RoutingCause, ask
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.adapters.statements import MOST_VALUES, insert_new_rows, update_rows
from lead_intelligence.core.routing.absence import passes_leads_on

_LOAD = "Lead Rep Load"


class Away(NamedTuple):
	"""Somebody whose leads go on to others. `since`: when that was noticed."""

	user: str
	why: str
	since: datetime


def those_away(now: datetime) -> list[Away]:
	"""Of those for whom leads wait. When an absence begins and ends is noted beside their load. The caller commits."""
	noted = dict(
		frappe.get_all(
			_LOAD, filters={"absence": ("is", "set")}, fields=["name", "absence"], as_list=True, limit=0
		)
	)
	owners = _owners_waited_for()
	users = sorted(owners | set(noted))
	found = absences_of(users, now) if users else {}
	gone = {user: one for user, one in found.items() if passes_leads_on(one, now)}
	_note(gone.keys() - noted.keys(), noted.keys() - gone.keys(), str(now))
	profiles = profiles_of(owners & gone.keys())
	return [
		Away(user, one.why.value, get_datetime(noted[user]) if user in noted else now)
		for user, one in sorted(gone.items())
		if user in profiles and profiles[user].passes_on
	]


def _owners_waited_for() -> set[str]:
	lead, clock = frappe.qb.DocType("Lead"), frappe.qb.DocType(CLOCK)
	query = frappe.qb.from_(clock).join(lead).on(lead.name == clock.lead).select(lead.lead_owner).distinct()
	query = query.where(clock.open_for.notnull() & clock.purpose.isin(sorted(ANSWERS)))
	return {owner for (owner,) in query.run() if is_person(owner)}


def _note(begun: Collection[str], ended: Collection[str], now: str) -> None:
	if begun:
		author = frappe.session.user
		columns = ("name", "creation", "modified", "owner", "modified_by", "user")
		insert_new_rows(_LOAD, columns, [(user, now, now, author, author, user) for user in sorted(begun)])
		update_rows(_LOAD, sorted(begun), {"absence": now})
	if ended:
		update_rows(_LOAD, sorted(ended), {"absence": None})


def ask_for_others(away: Away) -> list[str]:
	"""The leads for which somebody is looked for. The caller commits."""
	waiting = _waiting_leads(away.user)
	over = _looked_after([lead for lead, _company in waiting], away)
	routed = {company: is_routed(company) for _lead, company in waiting}
	leads = [(lead, company, away.user) for lead, company in waiting if lead not in over and routed[company]]
	return ask(leads, RoutingCause.ABSENCE, detail=away.why, not_to={away.user: ABSENT})


def _waiting_leads(owner: str) -> list[tuple[str, str | None]]:
	lead, clock = frappe.qb.DocType("Lead"), frappe.qb.DocType(CLOCK)
	query = frappe.qb.from_(lead).join(clock).on(clock.lead == lead.name).select(lead.name, lead.company)
	query = query.where(
		(lead.lead_owner == owner) & clock.open_for.notnull() & clock.purpose.isin(sorted(ANSWERS))
	)
	return [(name, company or None) for name, company in query.distinct().orderby(lead.name).run()]


def _looked_after(leads: Sequence[str], away: Away) -> frozenset[str]:
	"""Those for which somebody else was looked for in this absence already, and those that people have given to who is away."""
	table = frappe.qb.DocType(DOCTYPE)
	found: set[str] = set()
	for start in range(0, len(leads), MOST_VALUES):
		query = frappe.qb.from_(table).select(table.lead).distinct()
		query = query.where(
			table.lead.isin(leads[start : start + MOST_VALUES]) & (table.asked_at >= away.since)
		)
		was_asked = (table.cause == RoutingCause.ABSENCE.value) & (table.from_user == away.user)
		by_hand = (table.state == RequestState.BY_HAND.value) & (table.to_user == away.user)
		found.update(lead for (lead,) in query.where(was_asked | by_hand).run())
	return frozenset(found)
