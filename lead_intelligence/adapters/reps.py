"""Who is a rep: whoever has a profile, is a member of a pool, or has been given leads."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.rep_load_rows import LOAD
from lead_intelligence.adapters.rep_profiles import PROFILE

_MEMBER = "Lead Routing Pool Member"


def all_reps() -> list[str]:
	members = frappe.get_all(_MEMBER, filters={"parenttype": "Lead Routing Pool"}, pluck="user", limit=0)
	profiles = frappe.get_all(PROFILE, pluck="user", limit=0)
	loads = frappe.get_all(LOAD, pluck="name", limit=0)
	return sorted({user for user in (*members, *profiles, *loads) if user})


def is_rep(user: str) -> bool:
	return bool(
		frappe.db.exists(PROFILE, {"user": user})
		or frappe.db.exists(_MEMBER, {"user": user, "parenttype": "Lead Routing Pool"})
		or frappe.db.exists(LOAD, user)
	)


def pools_of(user: str) -> list[str]:
	filters = {"user": user, "parenttype": "Lead Routing Pool"}
	return sorted(set(frappe.get_all(_MEMBER, filters=filters, pluck="parent", limit=0)))
