"""Deliveries to webhooks: put down in the transaction of whatever they tell of, claimed by one worker at a time, and their
outcome written down. `webhook_sending` sends them.

A worker claims a row by a statement of its own and commits: no lock is held while the network is waited for. Its claim is good
for some minutes. If it is killed meanwhile, the row is due again then: a call is made at least once, each time with its key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.statements import insert_new_rows, next_numbers
from lead_intelligence.adapters.webhook_settings import WEBHOOK
from lead_intelligence.core.webhooks.retrying import MOST_ATTEMPTS, Status
from lead_intelligence.core.webhooks.signature import fitting_key

DELIVERY = "Lead Webhook Delivery"
DELIVER = "lead_intelligence.jobs.webhooks.deliver"
KEPT_DAYS = 90
LEASE = timedelta(minutes=5)
_OPEN = (Status.WAITING.value, Status.FAILED.value)
_COLUMNS = (
	*("name", "creation", "modified", "owner", "modified_by", "webhook", "event", "lead"),
	*("idempotency_key", "payload", "status", "attempts", "next_attempt_at", "error"),
)


def queue_delivery(webhook: str, event: Mapping[str, Any], idempotency_key: str) -> str | None:
	"""Has the webhook told of the event once the transaction is committed. Gives the name of the delivery; None where there is
	one of this key already."""
	name = put_down(webhook, event, idempotency_key)
	if name:
		frappe.db.after_commit.add(lambda: deliver_soon([name]))
	return name


def put_down(
	webhook: str, event: Mapping[str, Any], idempotency_key: str, *, is_test: bool = False
) -> str | None:
	"""`is_test`: also to a webhook that is not enabled."""
	obstacle, now, user = None if is_test else _obstacle(webhook), now_datetime(), frappe.session.user
	(number,) = next_numbers(DELIVERY, 1)
	payload = json.dumps(dict(event), ensure_ascii=False, indent=1, default=str)
	status = Status.GIVEN_UP if obstacle else Status.WAITING
	row = (
		*(number, now, now, user, user, webhook, str(event.get("event") or ""), event.get("lead") or None),
		*(fitting_key(idempotency_key), payload, status.value, 0, None if obstacle else now, obstacle),
	)
	return str(number) if insert_new_rows(DELIVERY, _COLUMNS, [row]) else None


def _obstacle(webhook: str) -> str | None:
	enabled = frappe.db.get_value(WEBHOOK, webhook, "enabled")
	if enabled is None:
		return _("There is no webhook of this name any more.")
	return None if enabled else was_disabled()


def was_disabled() -> str:
	return _("The webhook is disabled. Enable it and send this again if it still matters.")


def deliver_soon(names: Iterable[str]) -> None:
	"""They are stored: if no job can be called for now, `jobs.webhooks.deliver_due` finds them."""
	try:
		frappe.enqueue(DELIVER, queue="short", names=list(names))
	except Exception as error:
		if is_lost_transaction(error):
			raise
		frappe.logger("lead_intelligence").exception("no worker could be called for a webhook")


def due(limit: int) -> list[frappe._dict]:
	"""Those that wait, the longest due first; with their webhook."""
	return frappe.get_all(
		DELIVERY,
		filters={"status": ("in", _OPEN), "next_attempt_at": ("<=", now_datetime())},
		fields=["name", "webhook"],
		order_by="next_attempt_at, name",
		limit=limit,
	)


def claim(name: str) -> frappe._dict | None:
	"""The row, if it is due and no other worker has it. The caller has committed before and commits at once."""
	mine, now = frappe.generate_hash(length=20), now_datetime()
	row = frappe.qb.DocType(DELIVERY)
	query = frappe.qb.update(row).where((row.name == int(name)) & row.status.isin(_OPEN))
	query = query.where(row.next_attempt_at <= now)
	query = query.set(row.claim, mine).set(row.next_attempt_at, now + LEASE)
	query.set(row.attempts, row.attempts + 1).set(row.last_attempt_at, now).run()
	frappe.db.commit()
	fields = ["name", "webhook", "event", "idempotency_key", "payload", "attempts", "claim"]
	found = frappe.db.get_value(DELIVERY, {"name": int(name), "claim": mine}, fields, as_dict=True)
	# One whose last attempts were all cut off.
	if found and found.attempts > MOST_ATTEMPTS:
		settle(found, Status.GIVEN_UP, error=_("It was cut off {0} times.").format(MOST_ATTEMPTS))
		frappe.db.commit()
		return None
	return found


def settle(
	claimed: frappe._dict,
	status: Status,
	*,
	error: str | None = None,
	http_status: int = 0,
	excerpt: str | None = None,
	wait: timedelta | None = None,
) -> bool:
	"""Writes down what became of a claimed row, unless another has it by now."""
	now = now_datetime()
	row = frappe.qb.DocType(DELIVERY)
	query = frappe.qb.update(row).where((row.name == claimed.name) & (row.claim == claimed.claim))
	values = {
		"status": status.value,
		"error": error,
		"http_status": http_status,
		"response_excerpt": excerpt or None,
		"next_attempt_at": now + wait if wait is not None else None,
		"modified": now,
	}
	for column, value in values.items():
		query = query.set(row[column], value)
	query.run()
	if frappe.db.get_value(DELIVERY, claimed.name, "claim") != claimed.claim:
		return False
	last = {"last_outcome": status.value, "last_outcome_at": now}
	frappe.db.set_value(WEBHOOK, claimed.webhook, last, update_modified=False)
	return True


def send_again(name: str) -> bool:
	"""A given-up delivery begins anew, with its key. False where it is not given up."""
	filters = {"name": int(name), "status": Status.GIVEN_UP.value}
	if frappe.db.get_value(DELIVERY, filters, "name", for_update=True) is None:
		return False
	values = {"status": Status.WAITING.value, "attempts": 0, "next_attempt_at": now_datetime(), "claim": None}
	frappe.db.set_value(DELIVERY, int(name), values)
	frappe.db.after_commit.add(lambda: deliver_soon([name]))
	return True


def give_up_waiting(webhook: str, because: str) -> None:
	values = {"status": Status.GIVEN_UP.value, "error": because, "next_attempt_at": None, "claim": None}
	frappe.db.set_value(DELIVERY, {"webhook": webhook, "status": ("in", _OPEN)}, values)


def remove_old() -> None:
	"""Those that are over. The caller commits."""
	long_ago = now_datetime() - timedelta(days=KEPT_DAYS)
	frappe.db.delete(DELIVERY, {"modified": ("<", long_ago), "status": ("not in", _OPEN)})


def follow_rename(old: str, new: str) -> None:
	frappe.db.set_value(DELIVERY, {"lead": old}, "lead", new, update_modified=False)


def forget_lead(lead: str) -> None:
	"""What was told of a lead that is deleted is not kept, and what was not told yet is told no more."""
	mine = {"lead": lead}
	over = {"status": Status.GIVEN_UP.value, "error": _("The lead was deleted."), "next_attempt_at": None}
	frappe.db.set_value(DELIVERY, {**mine, "status": ("in", _OPEN)}, {**over, "claim": None})
	forgotten = dict.fromkeys(("lead", "payload", "response_excerpt"))
	frappe.db.set_value(DELIVERY, mine, forgotten, update_modified=False)
