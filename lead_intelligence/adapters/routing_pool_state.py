"""What there is around a pool: its members as users of the desk, their other pools, who is asked after it, and who sends it leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.rep_presence import absences_of
from lead_intelligence.adapters.rep_profiles import profiles_of
from lead_intelligence.adapters.routing_pools import pools
from lead_intelligence.core.routing.explanation import reason_text
from lead_intelligence.core.routing.pool import Pool, Strategy
from lead_intelligence.core.routing.rep import Away

_FOR_GOOD = (Away.DISABLED_USER, Away.NO_SALES_ROLE, Away.NO_NEW_LEADS)
_RULE = "Lead Routing Rule"
_USED = ("Draft", "Live")
_MOST = 50


def known_members(doc: Document) -> dict[str, dict[str, Any]]:
	"""By user: the name, the weight that counts where the pool says none, and why no lead can go there, if that is so."""
	users = {str(row.user) for row in doc.members if row.user}
	problems = problems_of(users)
	return {
		user: {"name": profile.name, "weight": profile.weight, "problem": problems.get(user)}
		for user, profile in profiles_of(users).items()
	}


def problems_of(users: Iterable[str]) -> dict[str, str]:
	"""Why no lead can go to a user, whatever the day."""
	absences = absences_of(users, now_datetime())
	return {
		user: reason_text(absence.why.value, _)
		for user, absence in absences.items()
		if absence.why in _FOR_GOOD
	}


def fallbacks_of(doc: Document) -> list[str]:
	"""In the order in which they are asked, up to one that was asked before."""
	found: list[str] = []
	known, following = pools(), doc.fallback_pool
	while following and following not in (*found, doc.name) and following in known:
		found.append(following)
		following = known[following].fallback
	return found


def policies_with(pool: str | None) -> list[dict[str, Any]]:
	"""The drafts and live versions that name it, those that the user may read."""
	if not pool:
		return []
	by_rule = frappe.get_all(
		_RULE, filters={"parenttype": ROUTING, "pool": pool}, pluck="parent", distinct=True, limit=_MOST
	)
	return list(
		frappe.get_list(
			ROUTING,
			filters={"status": ("in", _USED)},
			or_filters={"name": ("in", by_rule or [""]), "default_pool": pool},
			fields=["name", "title", "status"],
			order_by="status desc, priority, title",
			limit=_MOST,
		)
	)


def pools_of_nobody(names: Iterable[str]) -> tuple[str, ...]:
	"""Those of the pools in which there is nobody to whom a lead could go, in their order."""
	known = pools()
	wanted = {name: set(_people(known[name])) for name in dict.fromkeys(names) if name in known}
	unable = problems_of({user for users in wanted.values() for user in users})
	return tuple(name for name, users in wanted.items() if users <= unable.keys())


def _people(pool: Pool) -> Iterable[str]:
	return pool.managers if pool.strategy is Strategy.MANAGERS_QUEUE else pool.weights
