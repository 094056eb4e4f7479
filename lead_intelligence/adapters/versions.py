"""Versioned policies: one version is live per scope; a new one takes its place in the same transaction."""

from __future__ import annotations

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.live_versions import DEFINITION, SCOPE_MARK

# What a version of a doctype can be for, beside its company. All the company's leads where that is left blank.
_NARROWER = {DEFINITION: ("product_line", "market_segment")}


def next_version(doctype: str, company: str) -> int:
	"""The number after the highest that the company's versions have."""
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.version).where(table.company == company)
	numbers = query.orderby(table.version, order=frappe.qb.desc).limit(1).run(pluck=True)
	return (numbers[0] if numbers else 0) + 1


def scope_key(doc: Document) -> str:
	"""What `live_for` holds of a live version: its company, with whatever narrows it down further."""
	return SCOPE_MARK.join([doc.company, *(doc.get(field) or "" for field in _NARROWER.get(doc.doctype, ()))])


def take_over(doc: Document) -> None:
	"""Makes `doc` the live version of its scope. The one before stays submitted and ends at the same moment.

	The company's row is locked: of two versions that go live at once, the second waits and then retires the first. The
	unique `live_for` would refuse it even without the lock.
	"""
	frappe.db.get_value("Company", doc.company, "name", for_update=True)
	moment, key = now_datetime(), scope_key(doc)
	live = frappe.db.get_value(doc.doctype, {"live_for": key}, "name", for_update=True)
	if live and live != doc.name:
		frappe.db.set_value(doc.doctype, live, {"status": "Retired", "valid_to": moment, "live_for": None})
	doc.update({"status": "Live", "valid_from": moment, "live_for": key})


def follow_company(doctype: str, old: str, new: str) -> None:
	"""After a company is renamed."""
	frappe.db.set_value(doctype, {"live_for": old}, "live_for", new, update_modified=False)


def copy_as_draft(doc: Document) -> Document:
	"""A new draft with everything that `doc` says, to be edited and submitted in its place."""
	draft = frappe.copy_doc(doc, ignore_no_copy=False)
	draft.copied_from = doc.name
	draft.insert()
	return draft
