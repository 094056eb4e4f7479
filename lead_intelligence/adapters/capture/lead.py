"""Leads that came by a form of the website, and those who want no more mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.capture.happening import Happening, Row, Source
from lead_intelligence.adapters.capture.visitors import visitors_among

_DOCTYPE = "Lead"
# The contact page makes both in one request.
_AT_ONCE = timedelta(minutes=1)


def read(rows: Sequence[Row]) -> list[Happening]:
	"""Of stored leads, those that a visitor made. By which way is known where another record tells it: the contact page
	makes an Opportunity, and whoever books a meeting has an Appointment."""
	visitors = visitors_among(row["owner"] for row in rows)
	made = {row["name"]: row for row in rows if row["owner"] in visitors}
	otherwise = _told_otherwise({name: get_datetime(row["creation"]) for name, row in made.items()})
	return [form_filled_in(row) for name, row in made.items() if name not in otherwise]


def form_filled_in(row: Row | Document) -> Happening:
	return Happening(
		doctype=_DOCTYPE,
		name=row.get("name"),
		event="form",
		kind="Contact Form",
		at=get_datetime(row.get("creation")),
		parties=[(_DOCTYPE, row.get("name"))],
	)


def _told_otherwise(leads: Mapping[str, datetime]) -> set[str]:
	"""The leads that were made by way of something else, by the time at which each was made."""
	if not leads:
		return set()
	party = {"party_name": ("in", list(leads)), "opportunity_from": _DOCTYPE}
	booked = {"party": ("in", list(leads)), "appointment_with": _DOCTYPE}
	asked = frappe.get_all("Opportunity", filters=party, fields=["party_name", "creation"], limit=0)
	meetings = frappe.get_all("Appointment", filters=booked, fields=["party", "creation"], limit=0)
	return {
		*(row.party_name for row in asked if abs(row.creation - leads[row.party_name]) < _AT_ONCE),
		*(row.party for row in meetings if row.creation < leads[row.party] + _AT_ONCE),
	}


def told_by_save(doc: Document) -> list[Happening]:
	"""Of a lead that is being saved: asked each time, so the database is not asked. Since when somebody is unsubscribed is
	only known as it happens."""
	before = doc.get_doc_before_save()
	if before is None:
		return [form_filled_in(doc)] if _comes_from_form() else []
	if not doc.get("unsubscribed") or before.get("unsubscribed"):
		return []
	now = now_datetime()
	event, parties = f"unsubscribed {now:%Y-%m-%d %H.%M.%S}", [(_DOCTYPE, doc.name)]
	return [
		Happening(doctype=_DOCTYPE, name=doc.name, event=event, kind="Unsubscribed", at=now, parties=parties)
	]


def _comes_from_form() -> bool:
	"""Of leads, not of what makes a lead on the way."""
	form = frappe.form_dict.get("web_form") if frappe.flags.in_web_form else None
	return bool(form) and frappe.get_cached_value("Web Form", form, "doc_type") == _DOCTYPE


LEAD = Source(
	doctype=_DOCTYPE,
	fields=("name", "owner", "creation"),
	filters={"owner": "Guest"},
	read=read,
)
