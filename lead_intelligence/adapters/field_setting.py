"""A field of a lead is set past saving, by `db_set`, or in a save that skips validation: the stored lead is evaluated."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.field_changes import changed_fields, contents_of, store_changes
from lead_intelligence.adapters.lead_state import OWN_FIELDS
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.saving import ALWAYS_LOOKED_AT, leads_being_saved, note_for_its_save
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.sla.open_clocks import UNPLANNED
from lead_intelligence.core.tuning.outcome import has_ended


def fields_set_past_saving(doc: Document) -> tuple[str, ...]:
	"""The fields that a model looks at, and our own, that changed since this copy of the lead was last judged.

	None while another copy of the lead is being saved, which takes them in.
	"""
	if leads_being_saved().get(doc.name) is doc:
		return ()
	changed = _changed_since_judged(doc)
	return () if changed and note_for_its_save(doc, changed) else changed


def _changed_since_judged(doc: Document) -> tuple[str, ...]:
	judged = doc.flags.li_judged
	if judged is None:
		stored, names = doc.get_doc_before_save(), _fields_looked_at(doc)
		if not names or (stored is None and not doc.flags.in_insert):
			return ()
		if stored is None:
			doc.flags.li_judged = contents_of(doc, names)
			return names
		judged = contents_of(stored, names)
	doc.flags.li_judged = contents_of(doc, judged)
	before = judged.get("status")
	doc.flags.li_ends_now = has_ended(doc.get("status")) and not has_ended(before)
	changed = changed_fields(judged, doc.flags.li_judged)
	if changed == ("status",) and not _is_about_status(doc, before):
		return ()
	return changed


def _is_about_status(doc: Document, before: str | None) -> bool:
	"""Whether a policy looks at the status, or the lead had its outcome and is open again."""
	asked = "status" in policies_for(doc.get("company"))[0].fields
	return asked or has_ended(before) != has_ended(doc.get("status"))


def _fields_looked_at(doc: Document) -> tuple[str, ...]:
	if not settings().enabled:
		return ()
	policies = policies_for(doc.get("company"))[0]
	return (*policies.fields, *ALWAYS_LOOKED_AT, *OWN_FIELDS) if policies.decide_something else ()


def _is_made_unseen(doc: Document) -> bool:
	"""By an insert that skips validation."""
	is_made = doc.flags.in_insert and doc.get_doc_before_save() is None and not frappe.flags.in_import
	return bool(is_made) and not frappe.db.exists("Lead Clock", {"lead": doc.name})


def reevaluate_after(doc: Document, changed: Iterable[str]) -> None:
	"""The fields are stored already: evaluate the stored lead."""
	policies = policies_for(doc.get("company"))[0]
	if policies.change_fields and doc.get_doc_before_save():
		now = now_datetime()
		store_changes(doc.name, {name: now for name in changed if name in policies.change_fields})
	if policies.response and _is_made_unseen(doc):
		frappe.db.set_value("Lead", doc.name, "li_clocks", UNPLANNED, update_modified=False)
	reevaluate([doc.name], Cause.SAVE, ended=bool(doc.flags.li_ends_now))
