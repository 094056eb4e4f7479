"""An import is taken back: the rows that it has entered, and the leads that it has created, unless something else has happened to them since."""

from __future__ import annotations

from collections.abc import Sequence

import frappe

from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.history_imports.known_pasts import FACT, LEAD_FACT, known_pasts
from lead_intelligence.adapters.history_imports.references import ReferencesToLeads
from lead_intelligence.adapters.journey import forget_leads, mark_stages
from lead_intelligence.adapters.lead_state import values_of_place
from lead_intelligence.adapters.stale_loads import make_stale
from lead_intelligence.adapters.statements import rows_by_name, rows_by_value, update_rows
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.history.past_entry import HISTORY_IMPORT
from lead_intelligence.core.imported_history.past_line import stands_on
from lead_intelligence.core.qualification.place import NOWHERE, Place

LEADS_IN_A_CHUNK = 500
_JOURNEY = "Lead Journey Entry"


def next_leads(history_import: str) -> list[str]:
	"""Some of those of which there are facts of the import still."""
	table = frappe.qb.DocType(FACT)
	query = frappe.qb.from_(table).select(table.lead).where(table.history_import == history_import)
	query = query.where(table.lead.isnotnull() & (table.kind == LEAD_FACT)).limit(LEADS_IN_A_CHUNK)
	return sorted(set(query.run(pluck=True)))


def take_back(history_import: str, leads: Sequence[str], references: ReferencesToLeads) -> list[str]:
	"""Gives those that the import has created and that stay. The caller commits."""
	if not leads:
		return []
	stored = rows_by_name("Lead", ("name", "modified", "lead_owner"), leads, lock=True)
	modified = {name: at for name, at, _owner in stored}
	facts = rows_by_value(FACT, ("lead", "kind", "history_import", "lead_created", "creation"), "lead", leads)
	mine = [row for row in facts if row[2] == history_import and row[1] == LEAD_FACT]
	created = {lead: at for lead, _kind, _import, is_created, at in mine if is_created}
	_delete_entries(history_import, leads)
	frappe.db.delete(FACT, {"history_import": history_import, "lead": ("in", list(leads))})
	untouched = [lead for lead, at in created.items() if modified.get(lead) == at]
	used = references.to_any_of(untouched)
	gone = [lead for lead in untouched if lead not in used]
	_delete_leads(gone)
	make_stale(owner for name, _at, owner in stored if name in gone)
	stay = [lead for lead in modified if lead not in gone]
	_place_again(stay)
	frappe.db.after_commit.add(lambda: forget_cached_leads(list(modified)))
	return sorted(lead for lead in created if lead in stay)


def delete_rest(history_import: str) -> None:
	"""Facts of leads that were deleted since."""
	frappe.db.delete(FACT, {"history_import": history_import})


def _delete_entries(history_import: str, leads: Sequence[str]) -> None:
	of_import = {
		"reference_doctype": HISTORY_IMPORT,
		"reference_name": history_import,
		"cause": Cause.IMPORT.value,
	}
	frappe.db.delete(_JOURNEY, {**of_import, "lead": ("in", list(leads))})
	mark_stages(leads)


def _delete_leads(leads: Sequence[str]) -> None:
	"""Nothing refers to them, so that nothing else has to be asked or told."""
	if leads:
		forget_leads(leads)
		frappe.db.delete("Lead", {"name": ("in", list(leads))})


def _place_again(leads: Sequence[str]) -> None:
	"""Leads that stood where this import had put them stand where others say, or nowhere until they are judged."""
	placed: dict[Place, list[str]] = {}
	for lead, known in known_pasts(leads, lock=False).items():
		if known.place.is_of_the_past:
			found = stands_on(known.imported)
			placed.setdefault(Place(stage=found[0], since=found[1]) if found else NOWHERE, []).append(lead)
	for place, names in placed.items():
		update_rows("Lead", names, values_of_place(place))
