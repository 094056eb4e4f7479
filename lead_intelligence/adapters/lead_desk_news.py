"""Desks of reps that are open hear that something has changed for them. What has changed they ask for themselves."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

from lead_intelligence.adapters.sales_users import is_person

_EVENT = "lead_desk_changed"


def tell_desks(users: Iterable[str | None]) -> None:
	"""Once it is committed, and once only for a transaction and user, who alone hears of it. Costs no query."""
	for user in sorted({user for user in users if user and is_person(user)}):
		frappe.publish_realtime(_EVENT, {}, user=user, after_commit=True)
