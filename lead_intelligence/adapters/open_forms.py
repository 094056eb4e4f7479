"""Forms of leads that people have open are told when clocks changed in the background."""

from __future__ import annotations

from collections.abc import Iterable

import frappe

_EVENT = "lead_clocks_changed"


def tell_open_forms(leads: Iterable[str]) -> None:
	"""Once it is committed. Whoever may not read a lead does not hear of it: Frappe asks before it lets them listen."""
	for lead in leads:
		frappe.publish_realtime(_EVENT, {"lead": lead}, doctype="Lead", docname=lead, after_commit=True)
