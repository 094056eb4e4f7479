"""Leads for touches of people whom nobody knew: made as ERPNext makes them, one for each address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import frappe
from frappe import _
from pypika import CustomFunction

from lead_intelligence.adapters.containment import is_lost_transaction
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.lead_matching import KnownLeads
from lead_intelligence.adapters.phone_numbers import normalised
from lead_intelligence.core.engagement.incoming import IncomingTouch, TouchRefused
from lead_intelligence.core.problems import Problem

_WAIT_SECONDS = 20
_ATTEMPTS = 3
_get_lock = CustomFunction("get_lock", ["name", "seconds"])
_release_lock = CustomFunction("release_lock", ["name"])


def identity_of(touch: IncomingTouch) -> str | None:
	"""What tells people apart who are to become leads."""
	return touch.email or normalised(touch.phone)


def lead_for(touch: IncomingTouch, source: str | None) -> str:
	"""The lead of the touch, made now or by someone else meanwhile. Commits. Raises TouchRefused."""
	with _alone(identity_of(touch) or ""):
		for _number in range(_ATTEMPTS):
			# What others have committed before we were alone is to be seen.
			frappe.db.commit()
			if known := KnownLeads([touch]).lead_of(touch):
				return known
			if made := _made(touch, source):
				return made
	raise TouchRefused(
		"try_again", None, Problem(message=_("The lead could not be made now. Send the touch again."))
	)


def _made(touch: IncomingTouch, source: str | None) -> str | None:
	"""None if it is worth another look."""
	messages = len(frappe.local.message_log)
	try:
		lead = frappe.get_doc(_values(touch, source)).insert(ignore_permissions=True)
		frappe.db.commit()
		return str(lead.name)
	except Exception as error:
		frappe.db.rollback()
		del frappe.local.message_log[messages:]
		if isinstance(error, frappe.DuplicateEntryError) or is_lost_transaction(error):
			return None
		if not isinstance(error, (frappe.ValidationError, frappe.PermissionError)):
			frappe.log_error("Lead Intelligence: a lead could not be made for a touch")
			frappe.db.commit()
			raise TouchRefused("failed", None, Problem(message=_("The lead could not be made."))) from error
		reason = frappe.utils.strip_html(str(error))[:500] or type(error).__name__
		problem = Problem(message=_("The lead could not be made: {reason}"), values={"reason": reason})
		raise TouchRefused("lead_refused", None, problem) from error


def _values(touch: IncomingTouch, source: str | None) -> dict[str, Any]:
	values: dict[str, Any] = {
		"doctype": "Lead",
		"lead_name": touch.name,
		"company_name": touch.company_name,
		"email_id": touch.email,
		"phone": normalised(touch.phone),
		# Whoever records touches does not own the leads. Left out, Frappe would say so.
		"lead_owner": "",
	}
	for name, value in (("source", source), ("campaign", touch.campaign)):
		field = frappe.get_meta("Lead").get_field(actual_name(name))
		if value and field and (known := frappe.db.exists(field.options, value)):
			values[field.fieldname] = known
	return values


@contextmanager
def _alone(identity: str) -> Iterator[None]:
	"""Two requests for one person make one lead: ERPNext looks for an address before it inserts, and both would look
	first. The lock is of this name only; no row is held while a lead is saved, which asks the network for its picture."""
	name = "li-" + sha256(f"{frappe.conf.db_name} {identity.casefold()}".encode()).hexdigest()[:48]
	((taken,),) = frappe.qb.select(_get_lock(name, _WAIT_SECONDS)).run()
	if not taken:
		raise TouchRefused(
			"try_again", None, Problem(message=_("The lead could not be made now. Send the touch again."))
		)
	try:
		yield
	finally:
		frappe.qb.select(_release_lock(name)).run()
