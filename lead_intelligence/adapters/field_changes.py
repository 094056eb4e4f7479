"""Whether a field of a lead changed, and when: the latter kept for the fields whose changes a live model asks about.

What happened before the model asked is not known and is not invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import flt, get_datetime, getdate

from lead_intelligence.adapters.erpnext_versions import actual_name

_DOCTYPE = "Lead Field Change"


def contents_of(doc: Document, names: Iterable[str]) -> dict[str, Any]:
	"""What the fields hold, by their canonical names, in a form that can be compared."""
	content = doc.__dict__.get
	return {name: _comparable(content(actual_name(name))) for name in names}


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
	"""The names whose contents differ."""
	return tuple([name for name, content in after.items() if not _same(before.get(name), content)])


def _comparable(content: Any) -> Any:
	if isinstance(content, list):
		# The rows of a Table MultiSelect: a form may send them anew under other names, so only their values count.
		return [{df.fieldname: row.get(df.fieldname) or None for df in row.meta.fields} for row in content]
	return content


def _same(before: Any, after: Any) -> bool:
	# A blank may be empty text here and null there, a number that nobody entered null or 0.
	if before == after or (not before and not after):
		return True
	# A form and an import send as text what the database gives as a date or a number.
	if isinstance(after, str) and not isinstance(before, str):
		if isinstance(before, datetime):
			return bool(before == get_datetime(after))
		if isinstance(before, date):
			return bool(before == getdate(after))
		if isinstance(before, (int, float)):
			return bool(flt(before) == flt(after))
	return False


def store_changes(lead: str, changes: Mapping[str, datetime]) -> None:
	"""Write down when these fields changed."""
	for name, at in changes.items():
		key = {"lead": lead, "lead_field": name}
		row = frappe.db.get_value(_DOCTYPE, key)
		if row:
			frappe.db.set_value(_DOCTYPE, row, "changed_at", at, update_modified=False)
		else:
			frappe.get_doc({"doctype": _DOCTYPE, **key, "changed_at": at}).db_insert()


def changes_of(lead: str, names: Iterable[str]) -> dict[str, datetime]:
	"""When those of the fields last changed of which that is known."""
	rows = frappe.get_all(
		_DOCTYPE,
		filters={"lead": lead, "lead_field": ("in", tuple(names))},
		fields=["lead_field", "changed_at"],
	)
	return {row.lead_field: row.changed_at for row in rows}


def follow_rename(old: str, new: str) -> None:
	frappe.db.set_value(_DOCTYPE, {"lead": old}, "lead", new, update_modified=False)


def forget(lead: str) -> None:
	frappe.db.delete(_DOCTYPE, {"lead": lead})
