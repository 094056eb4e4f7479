"""Whose a lead is when it is saved or assigned by people: what they choose counts, and what was changed behind their open form stays.

Where no routing policy is live for the company, ERPNext's owners and assignments are left as they are.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, escape_html, get_fullname, now_datetime

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.containment import contained
from lead_intelligence.adapters.imported_owners import is_named_in_file
from lead_intelligence.adapters.owner_changes import OwnerChange, change_owners
from lead_intelligence.adapters.policies import is_routed
from lead_intelligence.adapters.routing_requests import (
	DOCTYPE,
	DecidedAtOnce,
	RequestState,
	RoutingCause,
	ask,
	record_at_once,
	withdraw,
)
from lead_intelligence.adapters.who_saves import a_person_saves
from lead_intelligence.core.history.assignment_entry import AssignmentEvent
from lead_intelligence.core.routing.choice_evidence import Because
from lead_intelligence.core.routing.ownership import OwnerSaved, was_chosen_in_vain

_CHANGED = (RequestState.ASSIGNED.value, RequestState.BY_HAND.value)
# Words of the journey for why the owner of before does not get a lead that was left to nobody.
_GAVE_BACK, _LET_GO = "refused", "let_go"


def keep_owner(doc: Document) -> None:
	"""Before a lead is stored. A form that was opened before a change of owner in the background does not take it back, and those who
	are nobody own nothing."""
	stored = doc.get_doc_before_save()
	if stored is not None:
		_keep_change_behind_the_form(doc, stored)
	if doc.get("lead_owner") and _is_nobody(doc) and is_routed(doc.get("company")):
		doc.lead_owner = None


def _keep_change_behind_the_form(doc: Document, stored: Document) -> None:
	sent, owner = doc.get("lead_owner") or None, stored.get("lead_owner") or None
	if sent == owner:
		return
	mark = doc.get("li_assignment")
	saved = OwnerSaved(
		sent=sent,
		sent_mark=None if mark is None else cint(mark),
		stored=owner,
		stored_mark=cint(stored.get("li_assignment")),
		before_last=_owner_before_last(doc.name) if mark is None and stored.get("li_assignment") else None,
	)
	if not saved.is_out_of_date:
		return
	doc.lead_owner = owner
	if a_person_saves() and was_chosen_in_vain(saved, _owner_at(doc.name, saved.sent_mark)):
		_say_so(owner, sent)


def _say_so(owner: str | None, sent: str | None) -> None:
	name = escape_html(str(get_fullname(owner))) if owner else None
	if sent:
		chosen = escape_html(str(get_fullname(sent)))
		words = (
			_(
				"Meanwhile {0} has become the owner of this lead, so {1} has not. Choose again if you still want to."
			)
			if name
			else _(
				"Meanwhile the owner of this lead was taken away, so {1} has not become it. Choose again if you still want to."
			)
		)
		frappe.msgprint(words.format(name, chosen), title=_("Lead Owner"), indicator="orange")
	elif name:
		words = _(
			"Meanwhile {0} has become the owner of this lead and stays it. Empty the field again if you still want to."
		)
		frappe.msgprint(words.format(name), title=_("Lead Owner"), indicator="orange")


def _changes_of(lead: str) -> list[frappe._dict]:
	fields = ["name", "from_user", "to_user"]
	filters = {"lead": lead, "state": ("in", _CHANGED)}
	return list(
		frappe.get_all(
			DOCTYPE, filters=filters, fields=fields, order_by="decided_at desc, name desc", limit=50
		)
	)


def _owner_before_last(lead: str) -> str | None:
	changes = _changes_of(lead)
	return changes[0].from_user or None if changes else None


def _owner_at(lead: str, mark: int | None) -> str | None:
	"""Who owned the lead after the change that the mark stands for: before all changes, whoever the first one took it from."""
	changes = _changes_of(lead)
	for change in changes:
		if mark is not None and cint(change.name) <= mark:
			return change.to_user or None
	return changes[-1].from_user or None if changes else None


def _is_nobody(doc: Document) -> bool:
	"""Guests and the administrator, and who imports leads of which the file does not say that they are theirs."""
	owner = doc.get("lead_owner")
	if owner in NOBODY:
		return True
	is_importer = frappe.flags.in_import and doc.is_new() and owner == frappe.session.user
	return bool(is_importer) and not is_named_in_file(doc)


def record_owner_change(doc: Document) -> None:
	"""After a lead is stored with another owner than before, or with its first: the journey says so, and ERPNext's assignment, an open
	hand-over and the search for an owner follow. An owner that is taken away is replaced."""
	stored = doc.get_doc_before_save()
	before, to = (stored.get("lead_owner") or None) if stored else None, doc.get("lead_owner") or None
	if before == to or (before in NOBODY and to in NOBODY) or not is_routed(doc.get("company")):
		return
	with contained(doc.name):
		_record(doc, before, to)


def _record(doc: Document, before: str | None, to: str | None) -> None:
	lead, company = doc.name, doc.get("company")
	if to:
		withdraw([lead])
	(number,) = record_at_once([DecidedAtOnce(lead=lead, company=company, before=before, to=to)])
	change_owners(
		[
			OwnerChange(
				lead=lead,
				before=before,
				to=to,
				assignment=number,
				at=now_datetime(),
				event=AssignmentEvent.OWNER_CHANGED,
				evidence={"because": Because.BY_HAND.value, "cause": RoutingCause.BY_HAND.value},
				is_stored=True,
			)
		]
	)
	if not to:
		why = _GAVE_BACK if before == frappe.session.user else _LET_GO
		ask([(lead, company, None)], RoutingCause.READY, not_to=None if before is None else {before: why})
	# Whoever goes on with this copy of the lead has seen the change: it is theirs.
	doc.li_assignment = number
