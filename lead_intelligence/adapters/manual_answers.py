"""Answers that no program knows of: entered with a reason, and calls that begin with a click."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, now_datetime

from lead_intelligence.adapters.circumstances import NOT_TO_BE_CONTACTED
from lead_intelligence.adapters.phone_numbers import normalised
from lead_intelligence.adapters.touch_kinds import kind_in_use, touch_kinds
from lead_intelligence.adapters.touches import NewTouch, record
from lead_intelligence.core.engagement.touch import Response

_DOCTYPE = "Lead Touch"
# What people may say of how they answered, and the channel of it.
CHANNELS: dict[str, str | None] = {
	"E-Mail": "E-Mail",
	"Call": "Phone",
	"Meeting": "Meeting",
	"Message": "Chat",
	"Other": None,
}
_ENTERED, _ATTEMPT, _CALL = "Answer Entered", "Call Attempt", "Call Made"
NUMBERS = ("mobile_no", "phone", "whatsapp_no")
"""The fields that hold numbers of a lead, the first to be called first."""
# Clicks so shortly after one another are one.
_ONE_CLICK = timedelta(seconds=10)
# Whoever is reached is so from the click on, however long the talk is before it is noted down.
_ONE_CALL = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
	"""`already`: it was there before."""

	touch: str
	happened_at: datetime
	already: bool


def record_answer(lead: str, how: str, reason: str, at: datetime, key: str) -> Recorded:
	"""`how`: one of CHANNELS. `key`: tells one entry from another."""
	return _recorded(lead, _ENTERED, Response.ANSWER, at, key, channel=CHANNELS[how], notes=reason)


def numbers_of(lead: Document | Mapping[str, Any]) -> list[str]:
	"""Those that can be dialled, each once."""
	numbers = (str(lead.get(fieldname) or "").strip() for fieldname in NUMBERS)
	by_link: dict[str, str] = {}
	for number in numbers:
		if re.search(r"\d", number):
			by_link.setdefault(link_of(number), number)
	return list(by_link.values())


def number_of(lead: Document) -> str | None:
	return next(iter(numbers_of(lead)), None)


def link_of(number: str) -> str:
	return f"tel:{normalised(number) or re.sub(r'[^0-9+*#]', '', number)}"


def number_to_call(lead: Document) -> str:
	"""Throws where there is none, and where the lead is not to be called."""
	name = escape_html(lead.get("lead_name") or lead.name)
	if lead.get("status") == NOT_TO_BE_CONTACTED:
		frappe.throw(_("{0} is not to be contacted, so no call was begun.").format(name))
	number = number_of(lead)
	if not number:
		frappe.throw(
			_("{0} has no phone number. Enter one in Mobile No, Phone or WhatsApp, then call.").format(name)
		)
	return str(number)


def record_attempt(lead: str) -> Recorded:
	now = now_datetime()
	slot = int(now.timestamp() // _ONE_CLICK.total_seconds())
	before = _known(_key(lead, "call", slot - 1))
	if before and now - before.happened_at < _ONE_CLICK:
		return before
	return _recorded(lead, _ATTEMPT, Response.ATTEMPT, now, _key(lead, "call", slot))


def record_reached(lead: str, note: str | None) -> Recorded:
	"""By the user's last click on "Call now", as long as it can be of this call; else now."""
	now = now_datetime()
	attempt = _last_attempt(lead, now)
	at = attempt.happened_at if attempt else now
	what = attempt.name if attempt else f"at {int(now.timestamp() // _ONE_CLICK.total_seconds())}"
	return _recorded(lead, _CALL, Response.ANSWER, at, _key(lead, "reached", what), notes=note)


def _last_attempt(lead: str, now: datetime) -> frappe._dict | None:
	filters = {
		"lead": lead,
		"response": Response.ATTEMPT.value,
		"happened_at": ("between", (now - _ONE_CALL, now)),
		"kind": touch_kinds()[_ATTEMPT].name,
		"author": frappe.session.user,
		"reference_doctype": ("is", "not set"),
	}
	rows = frappe.get_all(
		_DOCTYPE, filters=filters, fields=["name", "happened_at"], order_by="happened_at desc", limit=1
	)
	return rows[0] if rows else None


def _key(lead: str, what: str, which: object) -> str:
	return "by-hand-" + sha256("\0".join([frappe.session.user, lead, what, str(which)]).encode()).hexdigest()


def _recorded(
	lead: str,
	kind: str,
	response: Response,
	at: datetime,
	key: str,
	channel: str | None = None,
	notes: str | None = None,
) -> Recorded:
	new = NewTouch(
		lead=lead,
		kind=kind_in_use(kind).name,
		happened_at=at,
		idempotency_key=key,
		channel=channel,
		notes=notes,
		response=response.value,
	)
	(name,) = record([new])
	found = Recorded(touch=name, happened_at=at, already=False) if name else _known(key, newest=True)
	if found is None:
		frappe.throw(_("The lead was renamed or deleted meanwhile. Open it again."))
	return found


def _known(key: str, *, newest: bool = False) -> Recorded | None:
	"""`newest`: what another transaction has just stored too. To lock what is not there would block those who store it."""
	row = frappe.db.get_value(
		_DOCTYPE, {"idempotency_key": key}, ["name", "happened_at"], as_dict=True, for_update=newest
	)
	return Recorded(touch=str(row.name), happened_at=row.happened_at, already=True) if row else None
