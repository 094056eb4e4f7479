"""Touches as they happen: when a record of ERPNext is saved, what it tells is recorded with it.

A defect of ours stops no mail, call or meeting from being saved: it is logged, and the hourly look at what was changed
lately makes up for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from frappe.model.document import Document

from lead_intelligence.adapters.capture.happening import Happening, Source
from lead_intelligence.adapters.capture.recording import new_touches
from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.touches import record

_LOG_TITLE = "Lead Intelligence: a touch could not be recorded"


def capture(doc: Document, source: Source) -> None:
	"""Call whenever it may have changed. Nothing is asked of the database unless what is looked at is new."""

	def told() -> list[Happening]:
		before, now = doc.get_doc_before_save(), _row(doc, source)
		return [] if before is not None and _row(before, source) == now else source.read([now])

	record_told(doc, told)


def record_told(doc: Document, told: Callable[[], list[Happening]]) -> None:
	"""What `told` tells of a record that is being saved."""
	with surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name)):
		happenings = told()
		touches = new_touches(happenings) if happenings else []
		if touches:
			with in_savepoint():
				record(touches)


def _row(doc: Document, source: Source) -> dict[str, Any]:
	row = {name: doc.get(name) or None for name in source.fields}
	for table, (_doctype, fields) in source.tables.items():
		# Frappe writes links anew, in any order, when it takes out what is there twice.
		rows = {tuple(child.get(name) or None for name in fields) for child in doc.get(table) or ()}
		row[table] = [dict(zip(fields, values, strict=True)) for values in sorted(rows, key=repr)]
	return row
