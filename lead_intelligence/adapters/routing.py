"""The owner of leads is chosen: gathered under locks, decided in memory, written together.

Locks are taken in one order everywhere: leads by name, requests, turns of pools by name, loads of reps by name. A lead that
somebody is saving just now is left for the next look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reroutes import no_longer_asked
from lead_intelligence.adapters.routing_choice import Choices, Wanted, choose
from lead_intelligence.adapters.routing_demand import DEMAND_COLUMNS
from lead_intelligence.adapters.routing_outcomes import close, store
from lead_intelligence.adapters.routing_requests import (
	OPEN,
	Request,
	RequestState,
	RoutingCause,
	requests_named,
)
from lead_intelligence.adapters.snapshots import LooksAtLeads
from lead_intelligence.adapters.stored_leads import StoredLead, StoredLeads
from lead_intelligence.core.evaluation import Policies, wants_owner
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def decide(requests: Sequence[Request]) -> list[str]:
	"""In the transaction of the caller, who commits soon. Returns the leads whose request is decided; what is not among them was locked by
	somebody else, or was decided meanwhile."""
	by_lead = {request.lead: request for request in requests}
	leads = {lead.name: lead for lead in _locked(list(by_lead.values()))}
	# A request that was decided meanwhile is over, and another one of the same lead may have taken its place.
	current = requests_named([by_lead[name].name for name in leads], lock=True)
	still = {request.name: request for request in current if request.state.value in OPEN}
	# In the order in which they were asked for, not in that of their names.
	pairs = [
		(still[request.name], leads[request.lead])
		for request in requests
		if request.lead in leads and request.name in still
	]
	now = now_datetime()
	gone = _deleted([request for request in requests if request.lead not in leads])
	close(gone, RequestState.WITHDRAWN, now)
	over = no_longer_asked([request for request, _lead in pairs])
	policies = _policies_of(lead for _request, lead in pairs)
	wanted, kept = [], []
	for request, lead in pairs:
		found = None if request.name in over else _wanted(request, lead, policies[lead.company], now)
		(wanted if found else kept).append(found or request)
	close(kept, RequestState.KEPT, now)
	store(choose(wanted, now, lock=True), now)
	return [request.lead for request in (*gone, *(request for request, _lead in pairs))]


def forecast(requests: Sequence[Request]) -> Choices:
	"""Whom these would be given to now, one after the other. Nothing is locked, and nothing is to be stored."""
	leads = {
		lead.name: lead
		for lead in reader({one.company for one in requests}).read([one.lead for one in requests])
	}
	now = now_datetime()
	policies = _policies_of(leads.values())
	found = [
		_wanted(one, lead, policies[lead.company], now) for one in requests if (lead := leads.get(one.lead))
	]
	return choose([one for one in found if one], now, lock=False)


def _locked(requests: Sequence[Request]) -> list[StoredLead]:
	"""What choosing looks at, as it is now. A lead that was given to another company meanwhile is read again."""
	companies = {request.company for request in requests}
	while True:
		leads = reader(companies).read(
			sorted({request.lead for request in requests}), lock=True, skip_locked=True
		)
		others = {lead.company for lead in leads} - companies
		if not others:
			return leads
		companies |= others


def _deleted(requests: Sequence[Request]) -> list[Request]:
	"""Those of leads that are not locked by somebody else, but gone."""
	names = [request.lead for request in requests]
	there = (
		set(frappe.get_all("Lead", filters={"name": ("in", names)}, pluck="name", limit=0))
		if names
		else set()
	)
	return [request for request in requests if request.lead not in there]


def reader(companies: set[str | None]) -> StoredLeads:
	applied = [policies_for(company) for company in sorted(companies, key=str)]
	looks: list[LooksAtLeads] = [found.routing.to_choose for found, _catalogue in applied if found.routing]
	catalogues = sorted((found for _policies, found in applied if found is not None), key=len)
	catalogue = catalogues[-1] if catalogues else FieldCatalogue(())
	return StoredLeads.of(looks, catalogue, more=DEMAND_COLUMNS)


def _policies_of(leads: Iterable[StoredLead]) -> dict[str | None, Policies]:
	return {company: policies_for(company)[0] for company in {lead.company for lead in leads}}


def _wanted(request: Request, lead: StoredLead, policies: Policies, now: datetime) -> Wanted | None:
	"""None where the lead keeps the owner that it has, or wants none any more."""
	since = policies.agreements.since if policies.agreements else None
	circumstances = lead.circumstances(since)
	if circumstances.has_ended or not circumstances.takes_part:
		return None
	if request.cause is RoutingCause.READY and lead.owner not in NOBODY:
		return None
	if request.cause is not RoutingCause.READY and (lead.owner or None) != request.from_user:
		return None
	routing = policies.routing
	if routing is None:
		return Wanted(request=request, lead=lead, policy=None, rule=None)
	if request.cause is RoutingCause.READY:
		place = lead.place if lead.place.stage else None
		if not wants_owner(lead.snapshot, lead.score, routing, place, circumstances, now, releases=True):
			return None
	seen = routing.with_facts(lead.snapshot, lead.score, lead.place.stage)
	policy = routing.policy_for(seen, now)
	return Wanted(
		request=request, lead=lead, policy=policy, rule=policy.rule_for(seen, now) if policy else None
	)
