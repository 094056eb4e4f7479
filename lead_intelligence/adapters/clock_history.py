"""What the journey of a lead says of its response clocks, for people to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname

from lead_intelligence.core.history.clock_entry import ClockEvent

_DOCTYPE = "Lead Journey Entry"
_EVENTS = tuple(event.value for event in ClockEvent)
_SHOWN = (
	"purpose",
	"due_at",
	"was_due",
	"grade",
	"was_grade",
	"because",
	"outcome",
	"was_outcome",
	"answered_at",
	"was_answered_at",
)


def clock_moves(lead: str, limit: int) -> list[dict[str, Any]]:
	"""The latest first. Kinds, purposes, outcomes and reasons have their English names, which the desk translates."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead, "kind": ("in", _EVENTS)},
		fields=["name", "at", "kind", "evidence"],
		order_by="name desc",
		limit=limit,
	)
	return [
		{"kind": row.kind, "at": str(row.at) if row.at else None, "clock": _told(row.evidence)}
		for row in rows
	]


def _told(evidence: str | None) -> dict[str, Any]:
	data = json.loads(evidence) if evidence else {}
	by, how = data.get("by"), data.get("how")
	return {
		**{key: data.get(key) for key in _SHOWN},
		"by": str(get_fullname(by)) if by else None,
		"how": _(how) if how else None,
		"working": data.get("working_seconds"),
		"target": data.get("target_seconds"),
	}


def in_order(moves: Sequence[dict[str, Any]], clocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Both, the latest first; each keeps its own order, and what has no time stays beside what was written before it."""
	found: list[dict[str, Any]] = []
	waiting = list(clocks)
	for move in moves:
		while waiting and move["at"] and waiting[0]["at"] and waiting[0]["at"] > move["at"]:
			found.append(waiting.pop(0))
		found.append(move)
	return found + waiting
