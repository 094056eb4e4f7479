"""One attempt at a delivery: claimed, sent with nothing locked, and its outcome written down and committed."""

from __future__ import annotations

import json
import time
import traceback
from datetime import datetime, timezone
from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters import webhooks
from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.webhook_settings import Receiver, receiver
from lead_intelligence.clients.webhook import Call, post
from lead_intelligence.core.problems import Refused
from lead_intelligence.core.webhooks.addresses import host_of
from lead_intelligence.core.webhooks.masking import masked
from lead_intelligence.core.webhooks.retrying import (
	MOST_ATTEMPTS,
	Failure,
	Reply,
	Status,
	Verdict,
	back_off,
	verdict,
)
from lead_intelligence.core.webhooks.signature import headers
from lead_intelligence.core.webhooks.template import body_of, filled

_LOG_TITLE = "Lead Intelligence: a webhook could not be called"


def attempt(name: str, *, is_test: bool = False) -> Status | None:
	"""What became of it; None where it was not due, or another worker has it. Commits. `is_test`: is not tried again, and is sent
	by a webhook that is not enabled, too."""
	frappe.db.commit()
	row = webhooks.claim(name)
	if row is None:
		return None
	to: Receiver | None = None
	try:
		to = receiver(row.webhook)
		if to is None or not (to.enabled or is_test):
			why = webhooks.was_disabled() if to else _("There is no webhook of this name any more.")
			return _over(row, why)
		body = _body(to, row)
	except Refused as refusal:
		return _over(row, " ".join(problem.text(_) for problem in refusal.problems))
	except Exception as error:
		return _after_defect(row, error, to)
	# Nothing is read or locked any more while the network is waited for.
	frappe.db.commit()
	try:
		outcome = post(_call(to, row.idempotency_key, body))
		result = verdict(outcome, row.attempts, datetime.now(timezone.utc), host=host_of(to.url))
	except Exception as error:
		return _after_defect(row, error, to)
	return _written_down(row, to, outcome, result, is_test=is_test)


def _body(to: Receiver, row: frappe._dict) -> bytes:
	event = json.loads(row.payload or "{}")
	return body_of(event if to.template is None else filled(to.template, event, to.kind.escape))


def _call(to: Receiver, key: str, body: bytes) -> Call:
	return Call(
		url=to.url,
		body=body,
		headers=headers(body, key, to.secret, int(time.time())),
		seconds=to.seconds,
		allow_private=to.allow_private,
	)


def _written_down(
	row: frappe._dict, to: Receiver, outcome: Reply | Failure, result: Verdict, *, is_test: bool
) -> Status:
	def hidden(text: str) -> str:
		return masked(text, to.url, to.secret)

	ends = is_test and result.status is Status.FAILED
	status = Status.GIVEN_UP if ends else result.status
	more: dict[str, Any] = {}
	if isinstance(outcome, Reply):
		more = {"http_status": outcome.status, "excerpt": hidden(outcome.excerpt)}
	webhooks.settle(
		row,
		status,
		error=hidden(result.problem.text(_)) if result.problem else None,
		wait=None if ends else result.wait,
		**more,
	)
	frappe.db.commit()
	return status


def _over(row: frappe._dict, why: str) -> Status:
	webhooks.settle(row, Status.GIVEN_UP, error=why)
	frappe.db.commit()
	return Status.GIVEN_UP


def _after_defect(row: frappe._dict, error: Exception, to: Receiver | None) -> Status | None:
	"""A defect of ours costs an attempt. Frappe's own log would hold the values of all variables, so it is given a text."""
	frappe.db.rollback()
	if is_lost_transaction(error):
		# When the claim is over, it is due again.
		return None
	lines = "".join(traceback.format_exception(type(error), error, error.__traceback__))
	text = masked(lines, to.url, to.secret) if to else lines
	frappe.log_error(title=_LOG_TITLE, message=text)
	status = Status.FAILED if row.attempts < MOST_ATTEMPTS else Status.GIVEN_UP
	problem = _("It could not be sent, for a defect of the app that is in the Error Log.")
	wait = back_off(row.attempts) if status is Status.FAILED else None
	webhooks.settle(row, status, error=problem, wait=wait)
	frappe.db.commit()
	return status
