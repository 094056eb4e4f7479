"""The rows that say to which territory places belong, compiled once for all leads."""

from __future__ import annotations

from typing import Any, NamedTuple

import frappe
from frappe import _

from lead_intelligence.adapters.kept import Kept
from lead_intelligence.core.routing.places import CompiledPlaces, Place, PlaceRow

DOCTYPE = "Lead Territory Mapping"
COLUMNS = ("name", "territory", "country", "state", "city", "postal_code_from", "postal_code_to")


class Found(NamedTuple):
	"""`row`: the name of the row that says so."""

	territory: str
	row: str


def territory_for(
	country: str | None, state: str | None, city: str | None, pincode: str | None
) -> Found | None:
	row = mapping().find(Place(country=country, state=state, city=city, postal_code=pincode))
	return Found(row.territory, row.name) if row else None


def mapping() -> CompiledPlaces:
	return _KEPT.get()


def forget_mapping() -> None:
	_KEPT.forget()


def row_of(row: Any, order: int = 0) -> PlaceRow:
	"""`row`: a document, or a row of the database."""
	return PlaceRow(
		name=str(row.get("name") or ""),
		territory=row.get("territory") or "",
		country=row.get("country") or None,
		state=row.get("state") or None,
		city=row.get("city") or None,
		code_from=row.get("postal_code_from") or None,
		code_to=row.get("postal_code_to") or None,
		order=order,
	)


def in_words(row: PlaceRow) -> str:
	"""Which places a row is about."""
	parts = [row.country and _(row.country), row.state, row.city]
	if row.code_from and row.code_to:
		parts.append(_("postal codes from {0} to {1}").format(row.code_from, row.code_to))
	elif row.code_from:
		parts.append(_("postal codes that begin with {0}").format(row.code_from))
	return ", ".join(part for part in parts if part)


def _read() -> CompiledPlaces:
	"""Without rows of a territory that is gone: a lead cannot have it."""
	table, territory = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType("Territory")
	query = frappe.qb.from_(table).join(territory).on(territory.name == table.territory)
	query = query.select(*(table[name] for name in COLUMNS)).where(table.disabled == 0)
	rows = query.orderby(table.creation).orderby(table.name).run(as_dict=True)
	return CompiledPlaces([row_of(row, order) for order, row in enumerate(rows)])


_KEPT = Kept("territory_mapping", _read)
