"""Whose desks there are to look at."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import now_datetime

from lead_intelligence.adapters.sales_users import sales_users_among
from lead_intelligence.adapters.team_leads import OwnedLeads, SeenLeads, owned_leads

_MOST_USERS = 1_000


def reps_with_leads() -> list[dict[str, Any]]:
	"""Everybody of sales, and whoever else owns open leads."""
	owned = owned_leads(SeenLeads(None), now_datetime())
	users = frappe.get_all(
		"User",
		filters={"enabled": 1, "user_type": "System User"},
		fields=["name", "full_name"],
		order_by="full_name, name",
		limit=_MOST_USERS,
	)
	shown = sales_users_among(user.name for user in users) | {owner for owner in owned if owner}
	rows = [
		{"user": user.name, "name": user.full_name or user.name, "open": leads.open, "late": leads.late}
		for user in users
		if user.name in shown and (leads := owned.get(user.name) or OwnedLeads(by_grade={}))
	]
	return sorted(rows, key=lambda row: str(row["name"]).casefold())
