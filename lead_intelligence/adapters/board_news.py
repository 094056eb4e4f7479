"""Boards that are open hear that the leads of the team have changed. What has changed they ask for themselves."""

from __future__ import annotations

import frappe
from frappe.realtime import get_doctype_room

LISTENED_TO = "Lead Rep Load"
"""Whoever may read it may hear of it: Frappe asks before it lets a desk listen."""
_EVENT = "lead_team_changed"


def tell_boards() -> None:
	"""Once it is committed, and once only for a transaction."""
	frappe.publish_realtime(_EVENT, {}, room=get_doctype_room(LISTENED_TO), after_commit=True)
