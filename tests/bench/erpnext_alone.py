"""ERPNext as it would be without this app's events, in the same process and on the same site: to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.location import APP


@contextmanager
def erpnext_alone() -> Iterator[None]:
	import frappe

	hooks = frappe.get_doc_hooks()
	frappe.local.doc_events_hooks = {
		doctype: {
			event: [handler for handler in handlers if not handler.startswith(f"{APP}.")]
			for event, handlers in events.items()
		}
		for doctype, events in hooks.items()
	}
	try:
		yield
	finally:
		frappe.local.doc_events_hooks = hooks


@contextmanager
def counted_queries() -> Iterator[list[str]]:
	"""The list fills with the queries that are sent meanwhile."""
	import frappe

	queries: list[str] = []
	send = frappe.db.sql

	def count(query: object, *args: object, **kwargs: object) -> object:
		queries.append(str(query))
		return send(query, *args, **kwargs)

	frappe.db.sql = count
	try:
		yield queries
	finally:
		del frappe.db.sql
