"""Leads and opportunities change what reps have open. To look whether they do costs no query."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.containment import surviving
from lead_intelligence.adapters.stale_loads import make_stale

_OF_LEAD = ("lead_owner", "status", "disabled", "li_grade", "li_stage")
_OF_OPPORTUNITY = ("opportunity_owner", "status")


def lead_changed(doc: Document) -> None:
	_follow(doc, _OF_LEAD)


def opportunity_changed(doc: Document) -> None:
	_follow(doc, _OF_OPPORTUNITY)


def lead_is_gone(doc: Document) -> None:
	_mark(doc, _OF_LEAD[0], None)


def opportunity_is_gone(doc: Document) -> None:
	_mark(doc, _OF_OPPORTUNITY[0], None)


def _follow(doc: Document, fields: tuple[str, ...]) -> None:
	before = doc.get_doc_before_save()
	if before is not None and all((before.get(one) or None) == (doc.get(one) or None) for one in fields):
		return
	_mark(doc, fields[0], before)


def _mark(doc: Document, owner: str, before: Document | None) -> None:
	logger = frappe.logger("lead_intelligence")
	with surviving(lambda: logger.exception("the load of reps is counted again after some minutes only")):
		make_stale([doc.get(owner), before.get(owner) if before else None])
