"""The few properties of ERPNext's fields that we set: indexes, and a blank first choice."""

from __future__ import annotations

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from lead_intelligence.setup.custom_fields import CHOICES_WITHOUT_BLANK, INDEXED_FIELDS, MODULE


def install_property_setters() -> None:
	"""Sets what is not set already, by ERPNext or by someone on the site: that is theirs and stays theirs."""
	for doctype, fieldname in INDEXED_FIELDS:
		# An index without a property was made by hand. Bringing the table in line with the doctype would drop it.
		if frappe.db.get_column_index(f"tab{doctype}", fieldname, unique=False):
			continue
		df = frappe.get_meta(doctype).get_field(fieldname)
		if df is None or df.unique:
			continue
		if not df.search_index and _is_free(doctype, fieldname, "search_index"):
			_set(doctype, fieldname, "search_index", "1", "Check")
		# A property alone makes no index.
		frappe.db.updatedb(doctype)
	for doctype, fieldname in CHOICES_WITHOUT_BLANK:
		df = frappe.get_meta(doctype).get_field(fieldname)
		begins_with_a_choice = df and df.options and not df.options.startswith("\n") and not df.default
		if begins_with_a_choice and _is_free(doctype, fieldname, "options"):
			_set(doctype, fieldname, "options", "\n" + df.options, "Text")


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
	frappe.clear_cache()
	for doctype in {setter.doc_type for setter in ours if setter.property == "search_index"}:
		# Drops the index again, unless the field is to be indexed for another reason than ours.
		frappe.db.updatedb(doctype)
