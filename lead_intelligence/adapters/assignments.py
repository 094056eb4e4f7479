"""Cold leads are not given to sales by hand: neither assigned to somebody of sales, nor put into their ownership.

A lead that somebody of sales owns is theirs already, and can be assigned to them.
"""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.gate import keep_cold_lead

_OF_TODO = ("reference_type", "reference_name", "allocated_to", "status")


def keep_cold_lead_of_todo(doc: Document) -> None:
	doc.flags.li_bypassed = []
	lead, user = doc.get("reference_name"), doc.get("allocated_to")
	if doc.get("reference_type") != "Lead" or not lead or not user or doc.get("status") != "Open":
		return
	before = doc.get_doc_before_save()
	if before and all((before.get(field) or None) == (doc.get(field) or None) for field in _OF_TODO):
		return
	if frappe.db.get_value("Lead", lead, "lead_owner") != user:
		keep_cold_lead(doc, lead, user, by_rule=lambda: _is_by_rule(doc))


def _is_by_rule(doc: Document) -> bool:
	rule = doc.get("assignment_rule")
	of_leads = {"name": rule, "document_type": "Lead", "disabled": 0}
	return bool(rule and frappe.db.exists("Assignment Rule", of_leads))


def keep_cold_lead_of_owner(doc: Document) -> None:
	"""A lead that is new belongs to whoever enters it."""
	doc.flags.li_bypassed = []
	stored, owner = doc.get_doc_before_save(), doc.get("lead_owner")
	if stored is not None and owner and owner != stored.get("lead_owner"):
		keep_cold_lead(doc, doc.name, owner)
