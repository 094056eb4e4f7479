"""People assign leads with ERPNext's own assignment: who is assigned a lead of nobody owns it, and so does who is given the assignment of
its owner. Others who are assigned help; that an assignment is done or taken back changes no owner."""

from __future__ import annotations

from typing import NamedTuple

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.containment import contained
from lead_intelligence.adapters.desk_users import is_desk_user
from lead_intelligence.adapters.lead_owners import give_to
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.adapters.sales_users import is_person

_OPEN = "Open"
_LOOKED_AT = ("reference_type", "reference_name", "allocated_to", "status")


class _Owned(NamedTuple):
	owner: str | None
	company: str | None


def look_at_lead(doc: Document) -> None:
	"""Before the assignment is stored: who writes both locks the lead first, as whoever chooses owners does."""
	doc.flags.li_assigned_lead = None
	lead = doc.get("reference_name")
	if doc.get("reference_type") != "Lead" or not lead or not _is_new_assignment(doc):
		return
	with contained(lead, writes=False):
		row = frappe.db.get_value("Lead", lead, ["lead_owner", "company"], for_update=True)
		doc.flags.li_assigned_lead = _Owned(*row) if row else None


def _is_new_assignment(doc: Document) -> bool:
	if doc.get("status") != _OPEN or not is_person(doc.get("allocated_to")):
		return False
	before = doc.get_doc_before_save()
	return before is None or any((before.get(one) or None) != (doc.get(one) or None) for one in _LOOKED_AT)


def follow_assignment(doc: Document) -> None:
	lead, owned = doc.get("reference_name"), doc.flags.pop("li_assigned_lead", None)
	if owned is None or not is_routed(owned.company) or not _means_owner(doc, owned.owner):
		return
	with contained(lead):
		if is_desk_user(doc.allocated_to) and frappe.has_permission("Lead", "write", lead):
			# Frappe tells them of the assignment.
			give_to([lead], doc.allocated_to, is_told=True)


def _means_owner(doc: Document, owner: str | None) -> bool:
	if owner in NOBODY:
		return True
	before = doc.get_doc_before_save()
	is_same = before is not None and before.get("reference_name") == doc.get("reference_name")
	return bool(is_same and before.get("status") == _OPEN and before.get("allocated_to") == owner)
