"""What is there around a routing policy or a pool: pools, people, agreements and Frappe's own rules."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.assignment_rules import live_rules_on_leads
from lead_intelligence.adapters.criteria_fields import grades_of
from lead_intelligence.adapters.live_versions import DEFINITION, ROUTING
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.routing_pool_state import pools_of_nobody, problems_of
from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.adapters.sales_managers import sales_managers
from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.core.routing.policy import RoutingPolicy
from lead_intelligence.core.routing.policy_surroundings import Surroundings
from lead_intelligence.core.routing.pool import Pool
from lead_intelligence.core.routing.pool_surroundings import PoolSurroundings
from lead_intelligence.core.rules.text import fold


def surroundings_of(doc: Document, policy: RoutingPolicy) -> Surroundings:
	known = pools()
	users = {policy.manager} if policy.manager else set()
	off = {user for user in users if not (is_person(user) and profiles_of([user])[user].is_enabled)}
	return Surroundings(
		pools=known,
		pools_of_nobody=frozenset(pools_of_nobody(known)),
		same_priority=_same_priority(doc),
		assignment_rules=live_rules_on_leads(),
		users_off=frozenset(off),
		users_without_leads=frozenset(
			user for user in users - off if not frappe.has_permission("Lead", "write", user=user)
		),
		has_managers=bool(sales_managers()),
		has_stages=bool(frappe.db.exists(DEFINITION, {"company": policy.company, "status": "Live"})),
	)


def _same_priority(doc: Document) -> tuple[str, ...]:
	live = {"company": doc.company, "status": "Live", "docstatus": 1, "priority": doc.priority}
	titles = frappe.get_all(ROUTING, filters=live, pluck="title", order_by="title")
	return tuple(title for title in titles if fold(title) != fold(doc.title or ""))


def surroundings_of_pool(pool: Pool) -> PoolSurroundings:
	others = {name: one for name, one in pools().items() if name != pool.name}
	users = {*pool.weights, *pool.managers}
	profiles = profiles_of(users)
	return PoolSurroundings(
		others=others,
		own_weights={user: profile.weight for user, profile in profiles.items()},
		unable=frozenset(problems_of(users)),
		names={user: profile.name for user, profile in profiles.items()},
		grades=_grades(pool.company),
	)


def _grades(company: str | None) -> tuple[str, ...] | None:
	"""Of a pool for all companies, those of any."""
	companies: Iterable[str] = (
		[company]
		if company
		else frappe.get_all("Lead Scoring Model", filters={"status": "Live"}, pluck="company")
	)
	return tuple(dict.fromkeys(grade for one in companies for grade in grades_of(one))) or None
