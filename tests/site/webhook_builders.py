"""Webhooks that lead to a receiver on this machine, and their deliveries."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.webhooks import DELIVERY, queue_delivery

SECRET = "a-shared-secret-of-both"
EVENT = {
	"event": "clock.escalation",
	"lead": None,
	"lead_name": "Ada Lovelace",
	"company_name": "Analytical",
	"sentence": "Nobody has called Ada.",
}


def a_webhook(url: str = "https://hooks.example.com/services/very-secret-token", **fields: Any) -> Document:
	values = {
		"title": frappe.generate_hash(length=10),
		"kind": "Generic",
		"url": url,
		"timeout_seconds": 30,
		**fields,
	}
	return frappe.get_doc({"doctype": "Lead Webhook", **values}).insert()


def a_local_webhook(url: str, **fields: Any) -> str:
	return str(a_webhook(url, allow_private=1, secret=SECRET, **fields).name)


def queued(webhook: str, key: str | None = None, **event: Any) -> str | None:
	return queue_delivery(webhook, {**EVENT, **event}, key or frappe.generate_hash(length=20))


def delivery(name: str) -> frappe._dict:
	"""With `minutes_left` until the next attempt."""
	row = frappe.db.get_value(DELIVERY, int(name), "*", as_dict=True)
	if row.next_attempt_at:
		row.minutes_left = (row.next_attempt_at - now_datetime()).total_seconds() / 60
	return row
