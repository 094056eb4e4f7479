"""Forms of leads that people have open are told when clocks changed in the background."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

_EVENT, _OWNER_EVENT = "lead_clocks_changed", "lead_owner_changed"


def tell_open_forms(leads: Iterable[str]) -> None:
	"""Once it is committed. Whoever may not read a lead does not hear of it: Frappe asks before it lets them listen."""
	_publish(_EVENT, leads)


def tell_owner_changed(leads: Iterable[str]) -> None:
	_publish(_OWNER_EVENT, leads)


def _publish(event: str, leads: Iterable[str]) -> None:
	for lead in leads:
		frappe.publish_realtime(event, {"lead": lead}, doctype="Lead", docname=lead, after_commit=True)
