"""Records that people have made from the sample's: they are somebody's work, and removing the sample would orphan them."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import get_link_to_form

from lead_intelligence.setup.sample_data import record
from lead_intelligence.setup.sample_data.company import FITTINGS
from lead_intelligence.setup.sample_data.targets import (
	Names,
	dynamic_link_fields,
	link_fields,
	targets,
)
from lead_intelligence.setup.sample_data.traces import TRACES, WITH_ROWS

_NAMED = 5
_GO_ALONG = {
	*(table for table, *_ in (*TRACES, *WITH_ROWS)),
	*FITTINGS,
	# Ties that are undone: contacts and addresses, time lines of mails.
	*("Dynamic Link", "Communication Link", "Contact", "Address"),
}


def refuse_if_in_the_way(company: str) -> None:
	found = []
	for place in _obstacles(company):
		if place not in found:
			found.append(place)
		if len(found) > _NAMED:
			break
	if not found:
		return
	named = ", ".join(get_link_to_form(doctype, name) for doctype, name in found[:_NAMED])
	if len(found) > _NAMED:
		named += ", …"
	frappe.throw(
		_(
			"People have made records from the sample data: {0}. Delete them, or take what they link to the sample out of "
			"them, then remove the sample data. Nothing has been removed."
		).format(named),
		title=_("Sample data is in use"),
	)


def _obstacles(company: str) -> Iterator[tuple[str, str]]:
	dynamic = list(dynamic_link_fields())
	ours = dict(targets(company))
	for doctype, names in ours.items():
		for table, fieldname in link_fields(doctype):
			yield from _rows(table, {fieldname: names}, ours)
		for table, fieldname, kind in dynamic:
			yield from _rows(table, {fieldname: names, kind: doctype}, ours)
	singles = frappe.qb.DocType("Singles")
	chosen = (singles.value == company) & singles.field.like("%company%")
	for single in frappe.qb.from_(singles).select(singles.doctype).where(chosen).run(pluck=True):
		yield single, single


def _rows(table: str, filters: dict[str, object], ours: dict[str, Names]) -> Iterator[tuple[str, str]]:
	"""The records, or those whose rows they are, that are neither the sample's nor go along with it."""
	meta = frappe.get_meta(table)
	if table in _GO_ALONG or meta.module == "Lead Intelligence":
		return
	if table in record.KINDS:
		filters = {**filters, "name": ("not like", record.all_of(table))}
	fields = ["parenttype", "parent"] if meta.istable else ["name"]
	for row in frappe.get_all(
		table, filters=filters, fields=fields, limit=_NAMED + 1, distinct=True, order_by=None
	):
		doctype, name = (row.parenttype, row.parent) if meta.istable else (table, row.name)
		if doctype in _GO_ALONG or (doctype == "Company" and ("=", name) == ours["Company"]):
			continue
		if doctype in record.KINDS and str(name).startswith(record.PREFIX):
			continue
		yield doctype, str(name)


def is_used(doctype: str, name: str) -> bool:
	"""Whether anything links to an entry of a list."""
	return any(frappe.db.exists(table, {field: name}) for table, field in link_fields(doctype))
