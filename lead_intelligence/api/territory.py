"""Territories of leads on the desk: what the mapping says of a place, and leads that have none yet."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lead_intelligence.adapters.lead_places import addresses_of, place_of
from lead_intelligence.adapters.lead_territories import without_territory
from lead_intelligence.adapters.territory_mapping import DOCTYPE, in_words, mapping, row_of
from lead_intelligence.adapters.territory_mapping_checks import rivals
from lead_intelligence.api.arguments import document, some_text
from lead_intelligence.core.routing.places import Place
from lead_intelligence.jobs.territories import JOB_ID

_LONGEST = 140
_MOST_SHOWN = 20
# More than so many are not counted.
_MOST_COUNTED = 10_000


@frappe.whitelist()
def find(
	country: str | None = None,
	state: str | None = None,
	city: str | None = None,
	postal_code: str | None = None,
) -> dict[str, Any]:
	"""The rows that the place fits, the one that counts first."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	place = Place(
		country=some_text(country, _("Country"), _LONGEST),
		state=some_text(state, _("State"), _LONGEST),
		city=some_text(city, _("City"), _LONGEST),
		postal_code=some_text(postal_code, _("Postal Code"), _LONGEST),
	)
	rows = mapping().fitting(place)
	return {
		"fitting": len(rows),
		"rows": [
			{"name": row.name, "territory": row.territory, "words": in_words(row)}
			for row in rows[:_MOST_SHOWN]
		],
	}


@frappe.whitelist()
def place_of_lead(lead: str) -> dict[str, Any]:
	"""What a lead says of its place, to be tried."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	doc = frappe.get_doc("Lead", some_text(lead, _("Lead"), _LONGEST) or "")
	doc.check_permission("read")
	place = next(iter(addresses_of([doc.name]).get(doc.name, [])), None) or place_of(doc)
	return {
		"country": place.country,
		"state": place.state,
		"city": place.city,
		"postal_code": place.postal_code,
		"territory": doc.territory,
	}


@frappe.whitelist(methods=["POST"])
def around(mapping: str) -> dict[str, Any]:
	"""Of a row as its form stands, saved or not: which places it is about, and the rows that say something else and are as specific."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	doc = frappe.get_doc({**document(mapping, _("Mapping"), ()), "doctype": DOCTYPE})
	return {
		"words": in_words(row_of(doc)),
		"rivals": [
			{"name": row.name, "territory": row.territory, "words": in_words(row)}
			for row in rivals(doc)[:_MOST_SHOWN]
		],
	}


@frappe.whitelist()
def count_without() -> int:
	"""How many leads have no territory, up to a limit."""
	frappe.has_permission(DOCTYPE, "write", throw=True)
	return len(without_territory(_MOST_COUNTED))


@frappe.whitelist(methods=["POST"])
def fill_in() -> None:
	"""Leads without a territory get the one of their place, in the background."""
	frappe.has_permission(DOCTYPE, "write", throw=True)
	frappe.enqueue(
		"lead_intelligence.jobs.territories.fill_in_all",
		queue="long",
		job_id=JOB_ID,
		deduplicate=True,
		user=frappe.session.user,
	)
