"""Which records are the sample's: what others may point to, and what goes when it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import frappe

from lead_intelligence.setup.sample_data import record

# Filters as frappe.db understands them: ("like", pattern), ("=", name) or ("in", names).
Names = tuple[str, Any]
OF_OURS = (
	*("Lead Scoring Model", "Lead Evaluation Run", "Lead Scoring Preview"),
	*("Marketing Cost", "Marketing Cost Rule", "Marketing Cost Import"),
)


def targets(company: str) -> Iterator[tuple[str, Names]]:
	"""The doctype and the names of all that was loaded, entries of lists apart."""
	for doctype in record.KINDS:
		yield doctype, ("like", record.all_of(doctype))
	yield "Company", ("=", company)
	for doctype in filter(frappe.db.table_exists, OF_OURS):
		names = frappe.get_all(doctype, filters={"company": company}, pluck="name")
		if names:
			yield doctype, ("in", names)


def masters() -> list[tuple[str, str]]:
	row = record.stored()
	return [(doctype, name) for doctype, name in json.loads(row.masters or "[]")] if row else []


def link_fields(doctype: str) -> Iterator[tuple[str, str]]:
	"""Doctype and field of every stored Link to a doctype, custom fields included. Of a single, its own name and the
	field."""
	for table, fieldname in sorted(set(_links_to(doctype))):
		meta = frappe.get_meta(table)
		if meta.get("is_virtual") or meta.issingle or not frappe.db.table_exists(table):
			continue
		if frappe.db.has_column(table, fieldname):
			yield table, fieldname


def _links_to(doctype: str) -> Iterator[tuple[str, str]]:
	link = {"fieldtype": "Link", "options": doctype}
	for row in frappe.get_all("DocField", filters=link, fields=["parent", "fieldname"]):
		yield row.parent, row.fieldname
	for row in frappe.get_all("Custom Field", filters=link, fields=["dt", "fieldname"]):
		yield row.dt, row.fieldname


def dynamic_link_fields() -> Iterator[tuple[str, str, str]]:
	"""Doctype, the field that holds a name, and the field that says of which doctype it is."""
	found = set()
	dynamic = {"fieldtype": "Dynamic Link"}
	for row in frappe.get_all("DocField", filters=dynamic, fields=["parent", "fieldname", "options"]):
		found.add((row.parent, row.fieldname, row.options))
	for row in frappe.get_all("Custom Field", filters=dynamic, fields=["dt", "fieldname", "options"]):
		found.add((row.dt, row.fieldname, row.options))
	for table, fieldname, kind in sorted(found):
		meta = frappe.get_meta(table)
		if meta.get("is_virtual") or meta.issingle or not frappe.db.table_exists(table):
			continue
		if frappe.db.has_column(table, fieldname) and frappe.db.has_column(table, kind):
			yield table, fieldname, kind
