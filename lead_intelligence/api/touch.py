"""Touches from outside: from other programs with an API key, and from websites with a signed token."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.rate_limits import Exceeded, spend
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.touch_intake import Sender, kinds_by_any_name, take_in
from lead_intelligence.adapters.website_tokens import issue_token, token_of
from lead_intelligence.api.arguments import names, text
from lead_intelligence.core.engagement.website_token import TokenExpired, TokenRefused, WebsiteToken
from lead_intelligence.setup.roles import RECORDER

_MOST_AT_ONCE = 500
_MOST_DAYS = 730


class _RequestRefused(Exception):
	"""None of the touches was looked at."""

	def __init__(self, status: int, type_: str, message: str, **more: object) -> None:
		super().__init__(message)
		self.status = status
		self.error = {"type": type_, "field": None, "message": message, **more}


# Safe: what comes is stored as text, and Frappe would alter a visitor's "&".
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
def record(touches: Any = None, token: Any = None, data: Any = None, **touch: Any) -> dict[str, Any]:
	"""Record one touch, or up to 500 as `touches`. See docs/touches.md.

	Needs the role Lead Touch Recorder, or a website `token`. The answer has a result for each touch; those that can be
	recorded are, whatever the others are like.
	"""
	try:
		return _record(touches if touches is not None else data, token, touch)
	except _RequestRefused as refusal:
		return _answer(refusal.status, {"error": refusal.error})
	except Exception as error:
		frappe.db.rollback()
		if not is_lost_transaction(error):
			frappe.log_error("Lead Intelligence: touches could not be recorded")
		message = _("The touches could not be recorded now. Send them again, with the same keys.")
		return _answer(503, {"error": {"type": "try_again", "field": None, "message": message}})


def _record(batch: Any, token: Any, touch: dict[str, Any]) -> dict[str, Any]:
	items = _items(batch, touch)
	results = take_in(items, _sender(token, max(1, len(items))))
	counts = {
		status: sum(result["status"] == status for result in results)
		for status in ("recorded", "duplicate", "refused")
	}
	if batch is None and counts["refused"]:
		return _answer(422, results[0])
	return {**counts, "results": results} if batch is not None else results[0]


def _answer(status: int, content: dict[str, Any]) -> dict[str, Any]:
	frappe.local.response["http_status_code"] = status
	return content


def _items(batch: Any, touch: dict[str, Any]) -> list[Any]:
	if batch is None:
		return [{field: value for field, value in touch.items() if field != "cmd"}]
	if isinstance(batch, str):
		try:
			batch = json.loads(batch)
		except (ValueError, RecursionError):
			batch = None
	if not isinstance(batch, list):
		raise _RequestRefused(422, "not_a_list", _("'touches' must be a JSON list."))
	if len(batch) > _MOST_AT_ONCE:
		message = _("Send at most {0} touches at once; these are {1}.").format(_MOST_AT_ONCE, len(batch))
		raise _RequestRefused(413, "too_many", message)
	return batch


def _sender(token: Any, number: int) -> Sender:
	if token is not None:
		return _website(token, number)
	if frappe.session.user == "Guest":
		message = _("Sign in with an API key, or send a website token.")
		raise _RequestRefused(401, "not_signed_in", message)
	if RECORDER not in frappe.get_roles():
		message = _("This user needs the role {0}.").format(_(RECORDER))
		raise _RequestRefused(403, "not_permitted", message)
	_spend(f"user:{frappe.session.user}", number, settings().most_touches_a_minute)
	return Sender(name=frappe.session.user, kinds=kinds_by_any_name(), may_create=True, discreet=False)


def _website(text: Any, number: int) -> Sender:
	most = settings().most_website_touches_a_minute
	# Counted before the token is looked at, so that guessing is slow too.
	_spend(f"address:{frappe.local.request_ip}", number, most)
	token = _checked_token(text)
	origin = frappe.get_request_header("Origin")
	if token.site and (origin or "").rstrip("/").lower() != token.site.rstrip("/").lower():
		raise _RequestRefused(403, "wrong_site", _("This token is for another website."))
	_spend(f"token:{token.id}", number, most)
	kinds = kinds_by_any_name(token.kinds)
	return Sender(
		name=f"token {token.id}", kinds=kinds, may_create=token.create, discreet=True, source=token.source
	)


def _checked_token(text: Any) -> WebsiteToken:
	try:
		if not isinstance(text, str):
			raise TokenRefused("not a text")
		return token_of(text)
	except TokenExpired:
		raise _RequestRefused(401, "token_expired", _("This token has expired. Issue another one."))
	except TokenRefused:
		raise _RequestRefused(403, "wrong_token", _("This token is not valid."))


def _spend(who: str, number: int, most: int) -> None:
	try:
		spend(who, number, most)
	except Exceeded as exceeded:
		message = _("These are too many touches for one minute: at most {0}. Try again in {1} seconds.")
		raise _RequestRefused(
			429, "too_fast", message.format(most, exceeded.seconds), retry_after=exceeded.seconds
		)


@frappe.whitelist(methods=["POST"])
def issue_website_token(
	kinds: Any, days: Any = 365, site: Any = None, create: Any = False, source: Any = None
) -> dict[str, Any]:
	"""A token with which a website may record touches of these kinds. Needs the role System Manager.

	`site`: the only origin, such as https://www.example.com, from which browsers may send it. `create`: it may make leads.
	"""
	frappe.only_for("System Manager")
	known = kinds_by_any_name()
	chosen = names(kinds, _("Kinds"))
	if unknown := [kind for kind in chosen if kind.casefold() not in known]:
		frappe.throw(_("There is no kind of touch '{0}'.").format(frappe.utils.escape_html(unknown[0])))
	lasting = frappe.utils.cint(days)
	if not 1 <= lasting <= _MOST_DAYS:
		frappe.throw(_("A token lasts from 1 to {0} days.").format(_MOST_DAYS))
	signed, token = issue_token(
		[known[kind.casefold()] for kind in chosen],
		lasting,
		site=text(site, _("Website")) if site else None,
		create=create in (True, 1, "1", "true"),
		source=text(source, _("Source")) if source else None,
	)
	return {"token": signed, "expires": token.expires, "kinds": list(token.kinds)}
