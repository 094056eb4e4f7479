"""Webhooks on the desk: tried out, sent again, and their ready-made templates."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname, get_url, now_datetime

from lead_intelligence.adapters import webhooks
from lead_intelligence.adapters.rate_limits import Exceeded, spend
from lead_intelligence.adapters.webhook_sending import attempt
from lead_intelligence.adapters.webhook_settings import WEBHOOK
from lead_intelligence.api.arguments import one_of, text
from lead_intelligence.core.webhooks.kinds import Kind, ready_made
from lead_intelligence.core.webhooks.retrying import Status

_MOST_TESTS = 6


@frappe.whitelist(methods=["POST"])
def send_test(webhook: str) -> dict[str, Any]:
	"""Call a webhook with a made-up event, now, and say how that went. Needs the right to edit the webhook."""
	doc = frappe.get_doc(WEBHOOK, text(webhook, _("Webhook")))
	doc.check_permission("write")
	try:
		spend(f"webhook-test:{frappe.session.user}", 1, _MOST_TESTS)
	except Exceeded as refusal:
		frappe.throw(
			_("That were many tests. Try again in {0} seconds.").format(refusal.seconds),
			frappe.RateLimitExceededError,
		)
	name = webhooks.put_down(
		doc.name, _made_up_event(), f"test-{frappe.generate_hash(length=20)}", is_test=True
	)
	# Whatever the call brings, that it was made stands in the log.
	frappe.db.commit()
	status = attempt(str(name), is_test=True)
	fields = ["error", "http_status", "response_excerpt"]
	found = frappe.db.get_value(webhooks.DELIVERY, int(str(name)), fields, as_dict=True)
	is_delivered = status is Status.DELIVERED
	sentence = _("{0} has taken the test and answered {1}.").format(doc.shown_url, found.http_status)
	return {
		"delivered": is_delivered,
		"sentence": sentence
		if is_delivered
		else found.error or _("The test is under way. Its delivery says what became of it."),
		"answer": found.response_excerpt,
		"delivery": name,
	}


def _made_up_event() -> dict[str, Any]:
	return {
		"event": "test",
		"lead": None,
		"lead_name": "Ada Lovelace",
		"company_name": "Analytical Engines",
		"owner": get_fullname(),
		"purpose": "First Response",
		"state": "Running",
		"due_at": now_datetime().astimezone().isoformat(timespec="seconds"),
		"grade": "A",
		"stage": "MQL",
		"policy": None,
		"step": None,
		"url": get_url("/app/lead"),
		"sentence": _("This is a test by {0}: if you can read it, the webhook works.").format(get_fullname()),
	}


@frappe.whitelist(methods=["POST"])
def send_again(delivery: str) -> str:
	"""A delivery that was given up is sent once more, in the background. Needs the right to edit its webhook."""
	name = text(str(delivery), _("Delivery"))
	webhook = frappe.db.get_value(webhooks.DELIVERY, name, "webhook") if name.isdigit() else None
	frappe.has_permission(WEBHOOK, "write", doc=webhook or None, throw=True)
	if not webhook:
		frappe.throw(
			_("There is no delivery {0}.").format(frappe.utils.escape_html(name)), frappe.DoesNotExistError
		)
	if not webhooks.send_again(name):
		frappe.throw(_("Only what was given up can be sent again."))
	return _("It is being sent again.")


@frappe.whitelist(methods=["GET", "POST"])
def template(kind: str) -> str:
	"""The ready-made template of a receiver as JSON text, to begin with. Needs the right to edit webhooks."""
	frappe.has_permission(WEBHOOK, "write", throw=True)
	chosen = Kind(one_of(kind, _("Receiver"), [one.value for one in Kind]))
	return json.dumps(ready_made(chosen, _), ensure_ascii=False, indent=2)
