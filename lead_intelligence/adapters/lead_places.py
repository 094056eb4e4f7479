"""Where a lead is: what its own fields say, and its addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe.query_builder import Order

from lead_intelligence.core.routing.places import Place

POSTAL_CODE = "li_postal_code"
# Sites that had a field for it before this app did.
_OTHER_FIELDS = ("pincode", "postal_code", "zip_code", "zip")


def place_columns() -> tuple[str, ...]:
	"""What is read of a stored lead for `place_of`."""
	meta = frappe.get_meta("Lead")
	codes = (name for name in (POSTAL_CODE, *_OTHER_FIELDS) if meta.has_field(name))
	return ("country", "state", "city", *codes)


def place_of(lead: Any) -> Place:
	"""`lead`: a document or a row."""
	codes = (lead.get(name) for name in (POSTAL_CODE, *_OTHER_FIELDS))
	return Place(
		country=lead.get("country"),
		state=lead.get("state"),
		city=lead.get("city"),
		postal_code=next((str(code) for code in codes if code), None),
	)


def addresses_of(leads: Sequence[str]) -> Mapping[str, list[Place]]:
	"""By lead, the main one first."""
	address, link = frappe.qb.DocType("Address"), frappe.qb.DocType("Dynamic Link")
	query = frappe.qb.from_(link).join(address).on(address.name == link.parent)
	query = query.select(link.link_name, address.country, address.state, address.city, address.pincode)
	query = query.where(
		(link.link_doctype == "Lead")
		& link.link_name.isin(list(leads))
		& (link.parenttype == "Address")
		& (address.disabled == 0)
	)
	query = query.orderby(address.is_primary_address, order=Order.desc).orderby(address.creation)
	found: dict[str, list[Place]] = {}
	for lead, country, state, city, code in query.run():
		found.setdefault(lead, []).append(Place(country=country, state=state, city=city, postal_code=code))
	return found
