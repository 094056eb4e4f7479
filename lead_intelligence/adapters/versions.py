"""Versioned policies: one version is live per scope; a new one takes its place in the same transaction."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.live_versions import DEFINITION, POLICY, ROUTING, SCOPE_MARK
from lead_intelligence.core.rules.text import fold

# What a version of a doctype can be for, beside its company. All the company's leads where that is left blank.
_NARROWER = {DEFINITION: ("product_line", "market_segment"), POLICY: ("title",), ROUTING: ("title",)}
_TITLED = (POLICY, ROUTING)
_RETIRED = {"status": "Retired", "live_for": None}


def next_version(doctype: str, company: str) -> int:
	"""The number after the highest that the company's versions have."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.version).where(table.company == company)
	numbers = query.orderby(table.version, order=frappe.qb.desc).limit(1).run(pluck=True)
	return (numbers[0] if numbers else 0) + 1


def keep_as_draft(doc: Document) -> None:
	"""Whatever was sent: only submitting puts a version live, and its number stays."""
	stored = doc.get_doc_before_save()
	doc.update({"status": "Draft", "live_for": None, "valid_from": None, "valid_to": None})
	doc.version = stored.version if stored else doc.version


def scope_key(doctype: str, version: Any) -> str:
	"""What `live_for` holds of a live version: its company, with whatever can narrow it down further. Titles are compared as
	people do, without regard to case."""
	narrower = [version.get(field) or "" for field in _NARROWER.get(doctype, ())]
	narrower = [fold(text) for text in narrower] if doctype in _TITLED else narrower
	return SCOPE_MARK.join([version.get("company"), *narrower])


def take_over(doc: Document) -> None:
	"""Makes `doc` the live version of its scope. The one before stays submitted and ends at the same moment.

	The company's row is locked: of two versions that go live at once, the second waits and then retires the first. The
	unique `live_for` would refuse it even without the lock.
	"""
	frappe.db.get_value("Company", doc.company, "name", for_update=True)
	moment, key = now_datetime(), scope_key(doc.doctype, doc)
	live = frappe.db.get_value(doc.doctype, {"live_for": key}, "name", for_update=True)
	if live and live != doc.name:
		frappe.db.set_value(doc.doctype, live, {**_RETIRED, "valid_to": moment})
	doc.update({"status": "Live", "valid_from": moment, "live_for": key})


def live_in_place_of(doc: Document) -> str | None:
	"""The version that is live for what `doc` is for, `doc` itself if it is."""
	key = scope_key(doc.doctype, doc)
	return frappe.db.get_value(doc.doctype, {"live_for": key}) if doc.company else None


def end(doc: Document) -> None:
	"""Of a version that is cancelled."""
	doc.update({"status": "Cancelled", "live_for": None})
	if doc.valid_from:
		doc.valid_to = now_datetime()


def follow_renames(doctype: str) -> None:
	"""After a company, or what else a scope names, is renamed: versions stay live for it under its new name. Of two that
	are live for the same after a merge, the newer one stays."""
	fields = ["name", "live_for", "company", *_NARROWER.get(doctype, ())]
	rows = frappe.get_all(
		doctype, filters={"live_for": ("is", "set")}, fields=fields, order_by="valid_from, name"
	)
	newest = {scope_key(doctype, row): row for row in rows}
	changed = [row for row in rows if newest[scope_key(doctype, row)] is not row]
	for row in changed:
		frappe.db.set_value(
			doctype, row.name, {**_RETIRED, "valid_to": now_datetime()}, update_modified=False
		)
	moved = {row.name: key for key, row in newest.items() if row.live_for != key}
	for name in moved:
		frappe.db.set_value(doctype, name, "live_for", None, update_modified=False)
	for name, key in moved.items():
		frappe.db.set_value(doctype, name, "live_for", key, update_modified=False)


def copy_as_draft(doc: Document) -> Document:
	"""A new draft with everything that `doc` says, to be edited and submitted in its place."""
	draft = frappe.copy_doc(doc, ignore_no_copy=False)
	draft.copied_from = doc.name
	draft.insert()
	return draft
