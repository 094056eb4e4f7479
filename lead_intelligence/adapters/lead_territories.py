"""Leads without a territory get the one to which their place belongs."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from lead_intelligence.adapters.containment import contained
from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.lead_places import addresses_of, place_columns, place_of
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.statements import rows_by_name, update_rows
from lead_intelligence.adapters.territory_mapping import in_words, mapping
from lead_intelligence.adapters.who_saves import a_person_saves
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.routing.places import CompiledPlaces, Place, PlaceRow


def set_territory(doc: Document) -> None:
	"""On a lead that is about to be saved. What somebody has chosen stays."""
	if not _has_none(doc):
		return
	known = mapping()
	if not known:
		return
	addresses = [] if doc.is_new() else addresses_of([doc.name]).get(doc.name, [])
	row = _first(known, [*addresses, place_of(doc)])
	if row is None:
		return
	doc.territory = row.territory
	if a_person_saves():
		told = _("Territory {0}, because of: {1}").format(row.territory, in_words(row))
		frappe.msgprint(escape_html(told), alert=True, indicator="blue")


def _has_none(doc: Document) -> bool:
	"""Frappe fills a new lead with the default territory of the site, on forms and elsewhere: that nobody has chosen. It gives way to
	what the place says, then or when that is told."""
	territory = doc.get("territory")
	if not territory:
		return True
	if not _is_default(territory):
		return False
	stored = doc.get_doc_before_save()
	return stored is None or (stored.get("territory") == territory and place_of(stored) != place_of(doc))


def _is_default(territory: str) -> bool:
	return bool(territory == frappe.defaults.get_global_default("territory"))


def _first(known: CompiledPlaces, places: list[Place]) -> PlaceRow | None:
	"""An address is written down as a whole, while the country of a lead may be no more than that of the site."""
	return next((row for place in places if (row := known.find(place))), None)


def follow_address(doc: Document) -> None:
	"""An address of leads was saved, some of which may have no territory yet."""
	leads = sorted({link.link_name for link in doc.get("links") or () if link.link_doctype == "Lead"})
	if not leads or not mapping():
		return
	for lead in leads:
		with contained(lead):
			if fill_in([lead]):
				reevaluate([lead], Cause.SAVE)


def fill_in(leads: list[str], *, later: bool = False) -> list[str]:
	"""Those of these stored leads that have none and whose place is known get one; they are returned. Of a lead that somebody is saving
	just now, that save takes care. `later`: they are marked to be evaluated again in the background, and those with the default
	territory keep it, which somebody may have chosen."""
	known, columns = mapping(), place_columns()
	stored = {
		name: dict(zip(columns, values, strict=True))
		for name, territory, *values in rows_by_name(
			"Lead", ("name", "territory", *columns), leads, lock=True, skip_locked=later
		)
		if not territory or (not later and _is_default(territory))
	}
	if not stored or not known:
		return []
	addresses = addresses_of(list(stored))
	by_territory: dict[str, list[str]] = {}
	for name, values in stored.items():
		row = _first(known, [*addresses.get(name, ()), place_of(values)])
		if row:
			by_territory.setdefault(row.territory, []).append(name)
	for territory, names in by_territory.items():
		marked = {"li_needs_evaluation": 1} if later else {}
		update_rows("Lead", names, {"territory": territory, **marked})
	changed = sorted(name for names in by_territory.values() for name in names)
	frappe.db.after_commit.add(lambda: forget_cached_leads(changed))
	return changed


def without_territory(most: int, *, after: str = "") -> list[str]:
	"""By their names."""
	table = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(table).select(table.name).where(table.name > after)
	query = query.where(table.territory.isnull() | (table.territory == ""))
	return list(query.orderby(table.name).limit(most).run(pluck=True))
