"""What the journey of a lead says of signs that it may buy now."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from lead_intelligence.core.history.signal_entry import SignalEvent

_DOCTYPE = "Lead Journey Entry"


def signal_moves(lead: str, limit: int) -> list[dict[str, Any]]:
	"""For the history of the lead, the latest first. Kinds have their English names, which the desk translates."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead, "kind": SignalEvent.HOT_SIGNAL.value},
		fields=["kind", "at", "points_before", "points_after", "evidence"],
		order_by="name desc",
		limit=limit,
	)
	return [
		{"kind": row.kind, "at": str(row.at) if row.at else None, "signal": {"words": _words(row)}}
		for row in rows
	]


def _words(row: frappe._dict) -> str:
	risen = (row.points_after - row.points_before, _hours(row.evidence), row.points_before, row.points_after)
	return _("Engagement rose by {0} points in {1} hours, from {2} to {3}").format(*risen) + "."


def _hours(evidence: str | None) -> int:
	data = json.loads(evidence) if evidence else {}
	return cint(data.get("hours")) if isinstance(data, dict) else 0
