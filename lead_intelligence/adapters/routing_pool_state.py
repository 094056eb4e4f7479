"""What there is around a pool: its members as users of the desk, their other pools, who is asked after it, and who sends it leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.routing_pools import pool_of, pools
from lead_intelligence.adapters.sales_users import is_person, sales_users_among

_RULE = "Lead Routing Rule"
_USED = ("Draft", "Live")
_MOST = 50


def known_members(doc: Document) -> dict[str, dict[str, Any]]:
	"""By user: the name, the weight that counts, and why no lead can go there, if that is so."""
	users = sorted({str(row.user) for row in doc.members if row.user})
	if not users:
		return {}
	weights = pool_of(doc).weights
	able, rows = sales_users_among(users), _users(users)
	return {
		user: {
			"name": rows[user].full_name if user in rows else user,
			"weight": weights.get(user),
			"problem": None if user in able else _why_not(user, rows.get(user)),
		}
		for user in users
	}


def _users(names: Iterable[str]) -> dict[str, Any]:
	filters = {"name": ("in", sorted(names))}
	found = frappe.get_all("User", filters=filters, fields=["name", "full_name", "enabled"])
	return {row.name: row for row in found}


def _why_not(user: str, row: Any) -> str:
	if row is None:
		return _("is no user")
	if not row.enabled:
		return _("is disabled")
	return _("does not work in sales") if is_person(user) else _("is no person")


def users_who_cannot(users: Iterable[str]) -> tuple[str, ...]:
	"""Those to whom no lead can go, in their order."""
	known = list(dict.fromkeys(user for user in users if user))
	able = sales_users_among(known)
	return tuple(user for user in known if user not in able)


def other_weights(doc: Document) -> dict[str, dict[str, float]]:
	"""By user, the weights of the members in the other pools that are in use."""
	users = {str(row.user) for row in doc.members if row.user}
	found: dict[str, dict[str, float]] = {}
	for name, pool in pools().items():
		if name != doc.name and not pool.is_disabled:
			for user in users & pool.weights.keys():
				found.setdefault(user, {})[name] = pool.weights[user]
	return found


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
			order_by="priority, title",
			limit=_MOST,
		)
	)


def pools_without_members(names: Iterable[str]) -> tuple[str, ...]:
	"""Those of the pools in which nobody is that could take a lead, in their order."""
	known = pools()
	wanted = [name for name in dict.fromkeys(names) if name in known]
	able = sales_users_among(
		{user for name in wanted for user in (*known[name].weights, *known[name].managers)}
	)
	return tuple(name for name in wanted if able.isdisjoint({*known[name].weights, *known[name].managers}))
