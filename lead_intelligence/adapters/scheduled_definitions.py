"""Definitions that were submitted for a later day: on that day they go live."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_fullname, now_datetime

from lead_intelligence.adapters.definition_checks import is_due
from lead_intelligence.adapters.definition_signing import disabled_signatories
from lead_intelligence.adapters.going_live import definition_went_live
from lead_intelligence.adapters.live_versions import DEFINITION
from lead_intelligence.adapters.versions import take_over

_SCHEDULED = {"status": "Scheduled", "docstatus": 1}


def due_definitions() -> list[str]:
	"""In the order in which they are to go live: of two for the same leads, the later day stays live."""
	due = {**_SCHEDULED, "applies_from": ("<=", now_datetime().date())}
	return list(frappe.get_all(DEFINITION, filters=due, pluck="name", order_by="applies_from, version, name"))


def put_live(name: str) -> bool:
	"""Whether it went live: of two workers who come at once, the second finds it done. Both sides have signed it, and who
	has no active user any more since is noted."""
	doc = frappe.get_doc(DEFINITION, name, for_update=True)
	if doc.status != "Scheduled" or not doc.docstatus.is_submitted() or not is_due(doc):
		return False
	take_over(doc)
	values = {field: doc.get(field) for field in ("status", "valid_from", "live_for")}
	frappe.db.set_value(DEFINITION, name, values)
	gone = disabled_signatories(doc)
	if gone:
		names = ", ".join(get_fullname(user) for user in sorted(gone))
		doc.add_comment("Info", _("went live, signed by {0}, who has no active user any more").format(names))
	definition_went_live(doc)
	return True
