"""The few properties of ERPNext's fields that we set: indexes, and a blank first choice."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from lead_intelligence.setup.custom_fields import CHOICES_WITHOUT_BLANK, INDEXED_FIELDS, MODULE


def install_property_setters() -> None:
	"""Sets what is not set already, by ERPNext or by someone on the site: that is theirs and stays theirs."""
	for doctype, fieldname, value, kind in _wanted():
		_set(doctype, fieldname, *value, kind)
	for doctype, _ in INDEXED_FIELDS:
		# A property alone makes no index; the doctype's table must be brought in line with it.
		frappe.db.updatedb(doctype)


def _wanted() -> Iterator[tuple[str, str, tuple[str, str], str]]:
	for doctype, fieldname in INDEXED_FIELDS:
		df = frappe.get_meta(doctype).get_field(fieldname)
		if df and not df.search_index and not df.unique and _is_free(doctype, fieldname, "search_index"):
			# An index without a property was made by hand. Ours on top would take it along when we go.
			if not frappe.db.get_column_index(f"tab{doctype}", fieldname, unique=False):
				yield doctype, fieldname, ("search_index", "1"), "Check"
	for doctype, fieldname in CHOICES_WITHOUT_BLANK:
		df = frappe.get_meta(doctype).get_field(fieldname)
		if df and df.options and not df.options.startswith("\n") and not df.default:
			if _is_free(doctype, fieldname, "options"):
				yield doctype, fieldname, ("options", "\n" + df.options), "Text"


def _is_free(doctype: str, fieldname: str, name: str) -> bool:
	"""Frappe keeps one setter for a property: ours would replace another's."""
	return not frappe.db.exists(
		"Property Setter", {"doc_type": doctype, "field_name": fieldname, "property": name}
	)


def _set(doctype: str, fieldname: str, name: str, value: str, kind: str) -> None:
	setter = make_property_setter(
		doctype, fieldname, name, value, kind, validate_fields_for_doctype=False, is_system_generated=True
	)
	setter.db_set("module", MODULE)


def remove_property_setters() -> None:
	ours = frappe.get_all(
		"Property Setter", filters={"module": MODULE}, fields=["name", "doc_type", "field_name", "property"]
	)
	for setter in ours:
		frappe.delete_doc(
			"Property Setter", setter.name, ignore_permissions=True, force=True, delete_permanently=True
		)
	for doctype in {setter.doc_type for setter in ours}:
		frappe.clear_cache(doctype=doctype)
		# Drops the index again, unless the field is to be indexed for another reason than ours.
		frappe.db.updatedb(doctype)
