"""Calls to webhooks in the background, and the job that looks after those that were not made."""

from __future__ import annotations

from hashlib import sha256
from time import monotonic

import frappe

from lead_intelligence.adapters.webhook_sending import attempt
from lead_intelligence.adapters.webhooks import DELIVER, due, remove_old

# Frappe ends a job of the short queue after 300 seconds; one call takes a minute at most.
_SECONDS = 180
_MOST = 1_000


def deliver(names: list[str]) -> None:
	"""What is left when the time is up is due still, and another job takes it."""
	ends = monotonic() + _SECONDS
	for name in names:
		if monotonic() > ends:
			return
		attempt(name)


def deliver_due() -> None:
	"""Every minute: a job for each webhook, so that one that hangs holds up no other. Those that nobody took at once, those that
	are to be tried again, and those whose worker was killed."""
	by_webhook: dict[str, list[str]] = {}
	for row in due(_MOST):
		by_webhook.setdefault(row.webhook, []).append(str(row.name))
	for webhook, names in by_webhook.items():
		job_id = f"lead-webhook-{sha256(webhook.encode()).hexdigest()[:20]}"
		frappe.enqueue(DELIVER, queue="short", job_id=job_id, deduplicate=True, names=names)


def remove_old_deliveries() -> None:
	remove_old()
	frappe.db.commit()
