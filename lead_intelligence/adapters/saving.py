"""A lead is being saved: it is evaluated before it is stored, and once more if its fields are set while it is saved.

ERPNext does the latter at every insert with a phone number: the lead saves its contact, and the contact writes the number
back into the lead's row, through another copy of the lead, with `db_set`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, now_datetime

from lead_intelligence.adapters.circumstances import circumstances_of
from lead_intelligence.adapters.clock_following import known_clocks, store_decisions
from lead_intelligence.adapters.containment import in_savepoint
from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.field_changes import changed_fields, contents_of, store_changes
from lead_intelligence.adapters.handovers import changes_handover, follow_decisions
from lead_intelligence.adapters.journey import append_entries
from lead_intelligence.adapters.lead_state import (
	WAITS_FOR_NOTHING,
	missed_its_end,
	own_fields_of,
	restore_own_fields,
	stopped_at,
	stored_place,
	stored_state,
	values_to_store,
)
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.adapters.routing_requests import Wish, ask_as_decided
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import Evaluation, Policies, evaluate_lead
from lead_intelligence.core.history.journey import Cause, LeadState
from lead_intelligence.core.qualification.place import NOWHERE
from lead_intelligence.core.sla.open_clocks import UNPLANNED, from_text, open_clocks, to_text
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.tuning.outcome import has_ended

# What decides on a lead whatever the policies look at.
ALWAYS_LOOKED_AT = ("status", "disabled")


def evaluate_on_save(doc: Document) -> None:
	"""Decide on a lead that is about to be stored and set the result on the document; `finish_save` does the rest."""
	stored = doc.get_doc_before_save()
	restore_own_fields(doc, stored)
	_enter_earlier_save(doc, stored)
	doc.flags.update({"li_judged": {}, "li_evaluation": None, "li_changed": {}, "li_meanwhile": {}})
	doc.flags.li_has_gone_on = False
	if not settings().enabled:
		return
	policies, catalogue = policies_for(doc.get("company"))
	if catalogue is None:
		if not (stored and stored.get("li_clocks")):
			return
		# Nothing judges the lead any more: what runs for it ends.
		catalogue = FieldCatalogue(())
	leads_being_saved()[doc.name] = doc
	doc.flags.li_saved_on = doc.modified
	doc.flags.li_is_being_saved = True
	doc.flags.li_judged = contents_of(doc, (*policies.fields, *ALWAYS_LOOKED_AT))
	has_stopped = bool(stored and stopped_at(stored) and stopped_at(doc))
	doc.flags.li_keeps_its_score = has_stopped and not missed_its_end(doc)
	if doc.flags.li_keeps_its_score:
		doc.update(WAITS_FOR_NOTHING)
		return
	now = {name: doc.flags.li_judged[name] for name in policies.fields}
	changed = changed_fields(contents_of(stored, policies.fields), now) if stored else ()
	cause = _cause(doc, changed, policies) if stored else Cause.SAVE
	if cause:
		_evaluate(doc, changed, policies, catalogue, cause)


def _cause(doc: Document, changed: tuple[str, ...], policies: Policies) -> Cause | None:
	"""Why a stored lead is evaluated again, or None when nothing has happened that could change its score or stage."""
	model, agreements = policies.scoring, policies.agreements
	was_of = doc.get_doc_before_save().get("company")
	if doc.get("li_clocks") and (was_of != doc.get("company") or _runs_for_nothing(doc, policies)):
		return Cause.SAVE
	if changed or (model and not doc.get("li_scored_on")) or _ends_or_begins_again(doc):
		return Cause.SAVE
	if doc.get("li_needs_evaluation"):
		return Cause.RETRY
	if model and doc.get("li_scoring_model") != model.model.version:
		return Cause.POLICY
	judged_by_none = doc.get("li_definition") not in (agreements.versions if agreements else ())
	if agreements and agreements.claim_all and judged_by_none and not stored_place(doc).is_of_the_past:
		return Cause.POLICY
	due_at = doc.get("li_next_change_at")
	return Cause.TIME if due_at and get_datetime(due_at) <= now_datetime() else None


def _runs_for_nothing(doc: Document, policies: Policies) -> bool:
	"""That of acceptance runs without a policy too."""
	is_open = from_text(doc.get("li_clocks"))
	return not policies.response and any(purpose is not Purpose.ACCEPTANCE for purpose in is_open)


def _ends_or_begins_again(doc: Document) -> bool:
	"""A lead is scored for the last time when it gets its outcome, and again when that is taken back. A disabled one has no part
	in the agreement."""
	stored = doc.get_doc_before_save()
	was_disabled, is_disabled = cint(stored.get("disabled")), cint(doc.get("disabled"))
	return was_disabled != is_disabled or has_ended(doc.get("status")) != has_ended(stored.get("status"))


def _evaluate(
	doc: Document, changed: Iterable[str], policies: Policies, catalogue: FieldCatalogue, cause: Cause
) -> dict[str, Any]:
	"""Sets the result on the document and gives it."""
	stored, now = doc.get_doc_before_save(), now_datetime()
	asked = policies.change_fields if stored else ()
	changes = {name: now for name in changed if name in asked}
	snapshot = snapshot_of(doc, policies, catalogue, changes, locked=True)
	before = stored_state(stored) if stored else LeadState()
	as_of = now if has_ended(doc.get("status")) else None
	has_clocks = stored and (policies.response or stored.get("li_clocks"))
	clocks, hot = known_clocks({doc.name: stored.get("li_clocks")} if has_clocks else {})
	evaluation = evaluate_lead(
		snapshot,
		policies,
		before,
		now,
		cause,
		as_of=as_of,
		place=stored_place(stored) if stored else NOWHERE,
		circumstances=circumstances_of(doc, policies.agreements),
		clocks=clocks.get(doc.name, ()),
		hot_at=hot.get(doc.name),
	)
	values = values_to_store(evaluation, now)
	doc.update(values)
	doc.flags.update({"li_evaluation": evaluation, "li_changed": {**doc.flags.li_changed, **changes}})
	return values


def leads_being_saved() -> dict[str, Document]:
	"""By name, the leads whose save has begun and is not finished by `finish_save` yet."""
	return frappe.flags.setdefault("li_leads_being_saved", {})


def has_more_to_do(doc: Document) -> bool:
	"""To be asked when the lead is stored, before `finish_save`."""
	if not doc.flags.pop("li_is_being_saved", False):
		return False
	# Another copy may have been saved meanwhile, by a script that runs on the save of this one.
	if leads_being_saved().get(doc.name) is doc:
		del leads_being_saved()[doc.name]
	doc.update(doc.flags.li_meanwhile)
	doc.flags.li_changed_late = changed_fields(doc.flags.li_judged, contents_of(doc, doc.flags.li_judged))
	evaluation = doc.flags.li_evaluation
	decided = evaluation and (
		evaluation.entries
		or evaluation.clocks.changed
		or evaluation.wants_owner
		or changes_handover(evaluation.decision)
	)
	return bool(doc.flags.li_changed_late or doc.flags.li_changed or decided)


def finish_save(doc: Document) -> None:
	"""Take in what was set while the lead was being saved, and enter what was decided."""
	late = doc.flags.li_changed_late
	if late and doc.flags.li_has_gone_on:
		reevaluate([doc.name], Cause.SAVE)
	elif late and not doc.flags.li_keeps_its_score:
		policies, catalogue = policies_for(doc.get("company"))
		doc.flags.li_judged = contents_of(doc, doc.flags.li_judged)
		values = _evaluate(doc, late, policies, catalogue, Cause.SAVE)
		frappe.db.set_value("Lead", doc.name, values, update_modified=False)
	store_changes(doc.name, doc.flags.li_changed)
	evaluation = doc.flags.li_evaluation
	if evaluation:
		append_entries(doc.name, evaluation.entries)
		store_decisions([(doc.name, doc.get("company"), evaluation.clocks)])
		follow_decisions([(doc.name, evaluation.decision)], owners={doc.name: doc.get("lead_owner")})
		_ask_for_owner(doc, evaluation)


def _ask_for_owner(doc: Document, evaluation: Evaluation) -> None:
	asks = (evaluation.wants_owner, evaluation.begins_again)
	ask_as_decided([Wish(doc.name, doc.get("company"), doc.get("lead_owner"), *asks)])


def take_back(doc: Document) -> None:
	"""After a defect, a lead that is stored already says nothing that was not entered: it is evaluated again from where it stood,
	and what it was due before, or has become due, is not lost."""
	if doc.flags.li_has_gone_on:
		return
	stored = doc.get_doc_before_save()
	values = own_fields_of(stored)
	if stored is None and not frappe.flags.in_import:
		values["li_clocks"] = UNPLANNED
	values["li_needs_evaluation"] = 1
	doc.update(values)
	frappe.db.set_value("Lead", doc.name, values, update_modified=False)


def _enter_earlier_save(doc: Document, stored: Document | None) -> None:
	"""A script may save a new lead again before its first save is finished. A save that was taken back has stored nothing."""
	earlier = leads_being_saved().get(doc.name)
	evaluation = earlier.flags.li_evaluation if earlier is not None else None
	if stored is None or evaluation is None:
		return
	says = stored.get("li_clocks") or None
	is_stored = get_datetime(stored.modified) >= get_datetime(earlier.flags.li_saved_on)
	if is_stored and says == to_text(open_clocks(evaluation.clocks.open)):
		with in_savepoint():
			enter_what_was_decided(doc.name)


def enter_what_was_decided(lead: str) -> None:
	"""Of a lead that is being saved and stored already, before something else is done with its stage: by a script that makes
	an opportunity of every new lead, say. From there on the stored lead is the one that counts."""
	doc = leads_being_saved().get(lead)
	evaluation = doc.flags.li_evaluation if doc is not None else None
	if evaluation is None:
		return
	doc.flags.update({"li_evaluation": None, "li_has_gone_on": True})
	append_entries(lead, evaluation.entries)
	store_decisions([(lead, doc.get("company"), evaluation.clocks)])
	follow_decisions([(lead, evaluation.decision)])
	_ask_for_owner(doc, evaluation)


def note_for_its_save(doc: Document, changed: Iterable[str]) -> bool:
	"""Whether the lead is being saved just now: what changed in this copy of it is then left to that save."""
	saved = leads_being_saved().get(doc.name)
	if saved is None:
		return False
	for name in changed:
		saved.flags.li_meanwhile[actual_name(name)] = doc.get(actual_name(name))
	return True
