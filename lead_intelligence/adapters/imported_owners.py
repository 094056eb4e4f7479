"""Whether a file that is imported says whose its leads are. Frappe makes whoever imports the owner of those of which it does not."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.containment import log_defect, surviving

_IMPORT = "Data Import"
_LOG_TITLE = "Lead Intelligence: an imported file could not be read"


def is_named_in_file(doc: Document) -> bool:
	"""Only a file that names an owner in each of its rows can mean whoever imports it: a blank one looks the same afterwards."""
	reference = doc.flags.updater_reference or {}
	name = reference.get("docname") if reference.get("doctype") == _IMPORT else None
	if not name:
		return False
	known: dict[str, bool] = frappe.flags.setdefault("li_files_that_name_owners", {})
	if name not in known:
		known[name] = False
		with surviving(lambda: log_defect(_LOG_TITLE, _IMPORT, name)):
			known[name] = _names_owners(name)
	return known[name]


def _names_owners(name: str) -> bool:
	header = frappe.get_doc(_IMPORT, name).get_importer().import_file.header
	columns = [one for one in header.columns if one.df and not one.skip_import]
	owners = [one for one in columns if one.df.parent == "Lead" and one.df.fieldname == "lead_owner"]
	return any(all(one.column_values) for one in owners)
