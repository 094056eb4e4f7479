"""Desks of reps that are open hear that something has changed for them. What has changed they ask for themselves."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.sales_users import is_person
from lead_intelligence.adapters.statements import rows_by_name

_EVENT = "lead_desk_changed"
# What a row of the desk shows of a lead, or is put in order by.
_SHOWN = (
	*("lead_owner", "status", "disabled", "lead_name", "company_name"),
	*("email_id", "phone", "mobile_no", "whatsapp_no"),
	*("li_stage", "li_grade", "li_score", "li_clocks", "li_revisit_on"),
)


def tell_desks(users: Iterable[str | None]) -> None:
	"""Once it is committed, and once only for a transaction and user, who alone hears of it. Costs no query."""
	for user in sorted({user for user in users if user and is_person(user)}):
		frappe.publish_realtime(_EVENT, {}, user=user, after_commit=True)


def tell_owners_of(leads: Iterable[str]) -> None:
	"""Whoever asks does not know whose they are."""
	names = sorted({lead for lead in leads if lead})
	if names:
		tell_desks(owner for _name, owner in rows_by_name("Lead", ("name", "lead_owner"), names, lock=False))


def lead_changed(doc: Document) -> None:
	"""At the end of a save: whoever owns it, and whoever did before."""
	before = doc.get_doc_before_save()
	if before is None:
		tell_desks([doc.get("lead_owner")])
	elif any((before.get(one) or None) != (doc.get(one) or None) for one in _SHOWN):
		tell_desks([doc.get("lead_owner"), before.get("lead_owner")])
