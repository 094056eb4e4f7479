"""The costs of a file are added, all or none, and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import frappe
from frappe import _
from frappe.utils import now_datetime

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.history_imports.files import readable_file
from lead_intelligence.adapters.marketing_costs.file_check import CheckedFile, checked
from lead_intelligence.adapters.marketing_costs.file_reading import Said
from lead_intelligence.adapters.marketing_costs.names import CAMPAIGN, SOURCE
from lead_intelligence.adapters.marketing_costs.saving import COST, base_of, title_of
from lead_intelligence.adapters.statements import insert_rows
from lead_intelligence.core.costs.entry import CostEntry

IMPORT: Final = "Marketing Cost Import"
IMPORTED, UNDONE = "Imported", "Undone"
_COLUMNS: Final = (
	*("name", "creation", "modified", "owner", "modified_by", "docstatus", "idx", "company", "origin"),
	*("cost_import", "source", "campaign", "title", "from_date", "to_date", "amount", "currency"),
	*("conversion_rate", "base_amount", "note"),
)


def import_file(said: Said) -> dict[str, Any]:
	"""Throws a sentence where the file has problems, or nothing that is new. The caller commits."""
	# Of two people who import the same file at the same moment, one waits here for the other.
	frappe.db.get_value("DocType", COST, "name", for_update=True)
	found = checked(said, locks=True)
	if found.problems:
		frappe.throw(
			_(
				"Some lines of the file have problems, so nothing is imported. Check the file and correct them."
			)
		)
	if not found.new:
		frappe.throw(_("All costs of the file are there already, so there is nothing to import."))
	file = readable_file(said.file)
	doc = frappe.get_doc(
		{
			"doctype": IMPORT,
			"title": (file.file_name or said.file)[:140],
			"company": said.company,
			"status": IMPORTED,
			"costs_added": len(found.new),
			"costs_known": found.known,
		}
	).insert(ignore_permissions=True)
	_keep_file(file, doc.name)
	doc.db_set("file", file.file_url)
	rows = [_row(entry, said.company, str(doc.name), found) for _line, entry in found.new]
	insert_rows(COST, _COLUMNS, rows, numbered=False)
	return {"name": doc.name, "added": len(found.new), "known": found.known}


def undo(name: str) -> int:
	"""Removes all costs that the import has added, also those that were changed since. How many that were."""
	status = frappe.db.get_value(IMPORT, name, "status", for_update=True)
	if status != IMPORTED:
		frappe.throw(_("This import is undone already."))
	number = int(frappe.db.count(COST, {"cost_import": name}))
	frappe.db.delete(COST, {"cost_import": name})
	frappe.get_doc(IMPORT, name).db_set({"status": UNDONE, "undone_at": now_datetime()})
	return number


def _keep_file(file: Any, name: str) -> None:
	"""With the import, for those who may read that; unless it belongs to something else."""
	if not file.attached_to_name:
		frappe.db.set_value(
			"File",
			file.name,
			{"attached_to_doctype": IMPORT, "attached_to_name": name, "attached_to_field": "file"},
		)


def _row(entry: CostEntry, company: str, cost_import: str, found: CheckedFile) -> tuple[Any, ...]:
	now, user = now_datetime(), frappe.session.user
	source, campaign = (found.names.of(name, getattr(entry, name)) for name in (SOURCE, CAMPAIGN))
	rate = found.rates[entry.currency, entry.first] or Decimal(0)
	base = base_of(entry.amount, rate, company_currency(company)) if rate else Decimal(0)
	return (
		*(frappe.generate_hash(length=10), now, now, user, user, 0, 0, company, "CSV"),
		*(cost_import, source or None, campaign or None, title_of(source, campaign)),
		*(entry.first, entry.last, entry.amount, entry.currency, rate, base, entry.note or None),
	)
