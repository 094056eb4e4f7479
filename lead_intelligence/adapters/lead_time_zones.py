"""By whose clock a lead is answered: that of its territory, or of the nearest one above that has a time zone, or of its
company."""

from __future__ import annotations

from typing import Any, NamedTuple

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.refusals import refuse
from lead_intelligence.core.sla.validation import zone_named, zone_problems

FIELD = "li_time_zone"
_CACHE = "lead_intelligence_time_zones"
# By name, the zones that count for it, the nearest first; only where there are any.
_Zones = dict[str, tuple[str, ...]]


class _Known(NamedTuple):
	stamp: str
	territories: dict[str, str]
	companies: dict[str, str]


# By site, what was last read: every save asks for it.
_kept: dict[str, _Known] = {}


def zone_of(territory: str | None, company: str | None) -> str | None:
	"""One that this server knows; None where only that of the site is left. A lead without company is the default one's."""
	known = _known()
	if territory and (zone := known.territories.get(territory)):
		return zone
	if not known.companies:
		return None
	return known.companies.get(company or frappe.defaults.get_global_default("company") or "")


def zone_of_company(company: str | None) -> str | None:
	return _known().companies.get(company) if company else None


def _known() -> _Known:
	stamp, territories, companies = frappe.cache.get_value(_CACHE, _stored)
	kept = _kept.get(frappe.local.site)
	if kept is None or kept.stamp != stamp:
		kept = _Known(stamp, _known_here(territories), _known_here(companies))
		_kept[frappe.local.site] = kept
	return kept


def _known_here(zones: _Zones) -> dict[str, str]:
	"""A server may lack a zone that another had: then the next one counts."""
	nearest = {name: next(filter(zone_named, above), None) for name, above in zones.items()}
	return {name: zone for name, zone in nearest.items() if zone}


def _stored() -> tuple[str, _Zones, _Zones]:
	"""With a stamp that tells it from what was read at any other time."""
	return frappe.generate_hash(length=16), _of_territories(), _of_companies()


def _of_territories() -> _Zones:
	rows = _rows("Territory", "parent_territory")
	if not any(zone for _name, zone, _parent in rows):
		return {}
	places = {name: (zone, parent) for name, zone, parent in rows}
	return {name: zones for name in places if (zones := _from_here_up(name, places))}


def _from_here_up(name: str, places: dict[str, tuple[str | None, str | None]]) -> tuple[str, ...]:
	zones: list[str] = []
	seen = set()
	here: str | None = name
	# By hand or by a defect, a territory may have come to stand below itself.
	while here in places and here not in seen:
		seen.add(here)
		zone, above = places[here]
		if zone and zone not in zones:
			zones.append(zone)
		here = above
	return tuple(zones)


def _of_companies() -> _Zones:
	return {name: (zone,) for name, zone in _rows("Company") if zone}


def _rows(doctype: str, *more: str) -> list[tuple[Any, ...]]:
	# Before the app's migration has run, the field may not be there yet.
	if not frappe.db.has_column(doctype, FIELD):
		return []
	return frappe.get_all(doctype, fields=["name", FIELD, *more], as_list=True, limit=0)


def check_zone(doc: Document) -> None:
	doc.set(FIELD, (doc.get(FIELD) or "").strip() or None)
	refuse([problem.at("Time Zone") for problem in zone_problems(doc.get(FIELD))])


def forget_zones() -> None:
	_forget()
	# Another request may read the old ones until what was changed is committed; if it never is, this one has read the new ones.
	frappe.db.after_commit.add(_forget)
	frappe.db.after_rollback.add(_forget)


def _forget() -> None:
	frappe.cache.delete_value(_CACHE)
