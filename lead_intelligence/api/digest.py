"""The weekly digest: to order it, to stop it, and to look at it."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from lead_intelligence.adapters.digests import subscriptions
from lead_intelligence.adapters.digests.letters import letter_of
from lead_intelligence.adapters.digests.links import is_key_of, stop_link
from lead_intelligence.adapters.digests.mail import mail_of, put_down
from lead_intelligence.adapters.rate_limits import Exceeded, spend
from lead_intelligence.api.arguments import one_of, some_text
from lead_intelligence.core.digest.week import WEEKDAYS

_MOST_SENT_A_MINUTE = 2
_MOST_SHOWN_A_MINUTE = 20
_LONGEST = 140


@frappe.whitelist(methods=["GET", "POST"])
def state(company: str | None = None) -> dict[str, Any]:
	"""{may (whether the caller can have a digest), company, subscribed, weekday, hour (of the site's clock), last_sent_at,
	last_result}."""
	if not subscriptions.may_read(frappe.session.user):
		return {"may": False}
	return {"may": True, **subscriptions.state_of(frappe.session.user, _company(company))}


@frappe.whitelist(methods=["POST"])
def subscribe(
	company: str | None = None, weekday: str | None = None, hour: int | str | None = None
) -> dict[str, Any]:
	"""Orders the caller's digest of a company, or changes it. Gives its `state`."""
	name = _company_of_reader(company)
	day = one_of(weekday, _("On"), WEEKDAYS) if weekday else None
	subscriptions.subscribed(frappe.session.user, name, day, _hour(hour))
	return state(name)


@frappe.whitelist(methods=["POST"])
def unsubscribe(company: str | None = None) -> dict[str, Any]:
	"""Stops the caller's digest of a company. Gives its `state`."""
	name = _company(company)
	subscriptions.unsubscribed(frappe.session.user, name)
	return state(name)


@frappe.whitelist(methods=["GET", "POST"])
def preview(company: str | None = None) -> dict[str, str]:
	"""The digest of the last full week as the caller would get it: {subject, html, text}."""
	name = _company_of_reader(company)
	_spend("preview", _MOST_SHOWN_A_MINUTE)
	mail = mail_of(letter_of(name, subscriptions.last_week(), None))
	return {"subject": mail.subject, "html": mail.html, "text": mail.text}


@frappe.whitelist(methods=["POST"])
def send_now(company: str | None = None) -> dict[str, Any]:
	"""Sends the digest of the last full week to the caller, besides the one of every week. Gives {sent_to}."""
	name, user = _company_of_reader(company), frappe.session.user
	_spend("mail", _MOST_SENT_A_MINUTE)
	subscription = subscriptions.of_user(user, name)
	link = stop_link(subscription) if subscription else None
	address = str(frappe.db.get_value("User", user, "email") or user)
	letter = letter_of(name, subscriptions.last_week(), link)
	if not put_down(letter, recipient=address, subscription=subscription):
		frappe.throw(
			_("You have unsubscribed from all e-mails of this site, so no digest can be sent to you.")
		)
	return {"sent_to": address}


# Opened from a mail, by somebody who may not be signed in; the key in the link is known from that mail alone.
@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def stop(digest: str = "", key: str = "", **more: Any) -> None:
	"""A page that asks whether to stop a digest; sent by POST, as its button and mail programs do, it is stopped."""
	if not _is_signed(digest, key):
		title = _("This link does not work")
		said = _(
			"It is not complete, or the digest does not exist any more. Copy the whole link from the e-mail."
		)
		return frappe.respond_as_web_page(title, said, http_status_code=404, indicator_color="red")
	if frappe.request.method == "POST":
		if not subscriptions.stop(digest):
			return frappe.respond_as_web_page(
				_("There is no such digest any more"), _("No e-mails will come.")
			)
		title = _("The digest is stopped")
		said = _(
			"No more of them will be sent. You can order it again on the dashboard of Lead Intelligence."
		)
		return frappe.respond_as_web_page(title, said, indicator_color="green")
	return frappe.respond_as_web_page(_("Stop this digest?"), _asking(digest, key), primary_action=None)


def _is_signed(digest: object, key: object) -> bool:
	return isinstance(digest, str) and isinstance(key, str) and bool(digest) and is_key_of(digest, key)


def _asking(digest: str, key: str) -> str:
	"""A form of one button. Whoever is signed in as well sends their token along."""
	token = frappe.session.data.csrf_token if frappe.session.user != "Guest" else ""
	fields = {"digest": digest, "key": key, **({"csrf_token": token} if token else {})}
	hidden = "".join(
		f'<input type="hidden" name="{name}" value="{escape_html(value)}">' for name, value in fields.items()
	)
	said = escape_html(
		_("No more weekly e-mails will come. Your account and the dashboard stay as they are.")
	)
	button = escape_html(_("Stop this digest"))
	return (
		f'<span>{said}</span><form method="post" action="/api/method/lead_intelligence.api.digest.stop">{hidden}'
		f'<button type="submit" class="btn btn-primary btn-sm" style="margin-top: 16px;">{button}</button></form>'
	)


def _company(company: object) -> str:
	return subscriptions.company_of(some_text(company, _("Company"), _LONGEST))


def _company_of_reader(company: object) -> str:
	if not subscriptions.may_read(frappe.session.user):
		frappe.throw(
			_("Only sales managers and marketing can have a digest. Ask an administrator for the role."),
			frappe.PermissionError,
		)
	return _company(company)


def _hour(hour: object) -> int | None:
	if hour is None or hour == "":
		return None
	found = cint(hour) if isinstance(hour, (int, str)) and str(hour).strip().isdigit() else -1
	if not 0 <= found <= 23:
		frappe.throw(_("From the Hour: it must be from 0 to 23. Enter another number."))
	return found


def _spend(what: str, most: int) -> None:
	try:
		spend(f"digest-{what}:{frappe.session.user}", 1, most)
	except Exceeded as refusal:
		frappe.throw(
			_("That was asked for too often. Try again in {0} seconds.").format(refusal.seconds),
			frappe.RateLimitExceededError,
		)
