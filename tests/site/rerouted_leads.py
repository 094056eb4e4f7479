"""Requests for owners, and what becomes of them, in one line."""

from __future__ import annotations

import json

import frappe

from lead_intelligence.adapters.routing import decide
from lead_intelligence.adapters.routing_requests import DOCTYPE, RequestState, waiting

_MOST = 10_000


def requests(lead: str) -> list[frappe._dict]:
	"""Without what people chose themselves."""
	filters = {"lead": lead, "state": ("!=", RequestState.BY_HAND.value)}
	return frappe.get_all(DOCTYPE, filters=filters, fields=["*"], order_by="name")


def request(lead: str) -> frappe._dict:
	(row,) = requests(lead)
	return row


def asked(lead: str) -> tuple[str, str | None, dict[str, str]]:
	"""The latest: why, of whom, and who is not to get it."""
	row = requests(lead)[-1]
	return row.cause, row.from_user, json.loads(row.not_to or "{}")


def routed_now() -> None:
	"""What the job does, in the transaction of the test."""
	frappe.db.set_value(DOCTYPE, {"open_for": ("is", "set")}, "next_attempt_at", frappe.utils.now_datetime())
	decide(waiting(_MOST))


def owner_of(lead: str) -> str | None:
	return frappe.db.get_value("Lead", lead, "lead_owner")


def over(lead: str) -> None:
	"""What was asked for, as if it had been decided."""
	frappe.db.set_value(DOCTYPE, {"open_for": lead}, {"open_for": None, "state": "Assigned"})
