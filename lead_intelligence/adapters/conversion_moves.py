"""Leads follow what ERPNext makes of them, and what becomes of that."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, datetime

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from lead_intelligence.adapters.containment import contained, log_defect, surviving
from lead_intelligence.adapters.conversions import CONVERTED_STATUS, conversions_of, first_record
from lead_intelligence.adapters.history_facts import converted_by_history
from lead_intelligence.adapters.reevaluation import reevaluate_one
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stage_history import before_conversion, put_there, stage_rows
from lead_intelligence.adapters.stage_moves import Standing, standing_of, store
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification import conversion
from lead_intelligence.core.qualification.engine import decide, is_ready_to_come_back
from lead_intelligence.core.qualification.place import Decision
from lead_intelligence.core.qualification.stages import BESIDE, CONVERTED, Stage, rank

_LOG_TITLE = "Lead Intelligence: a lead could not follow its records"
Record = tuple[str, str]


def leads_behind(doc: Document | None) -> tuple[str, ...]:
	"""The leads of which a record was made."""
	if doc is None:
		return ()
	if doc.doctype == "Customer":
		return tuple(dict.fromkeys(_behind_customer(doc)))
	party = "opportunity_from" if doc.doctype == "Opportunity" else "quotation_to"
	return (doc.party_name,) if doc.get(party) == "Lead" and doc.get("party_name") else ()


def _behind_customer(doc: Document) -> list[str]:
	leads = [doc.lead_name] if doc.get("lead_name") else []
	if doc.get("opportunity_name"):
		fields = ["opportunity_from", "party_name"]
		found = frappe.db.get_value("Opportunity", doc.opportunity_name, fields)
		leads += [found[1]] if found and found[0] == "Lead" and found[1] else []
	if doc.get("prospect_name"):
		leads += frappe.get_all("Prospect Lead", filters={"parent": doc.prospect_name}, pluck="lead")
	return [lead for lead in leads if lead]


def leads_in(prospect: Document | None) -> list[str]:
	rows = prospect.get("leads") or () if prospect else ()
	return list(dict.fromkeys(row.lead for row in rows if row.lead))


def links_changed(doc: Document) -> bool:
	"""Whether it may be made of other leads than before."""
	before = doc.get_doc_before_save()
	if before is None:
		return True
	fields = {
		"Customer": ("lead_name", "opportunity_name", "prospect_name"),
		"Opportunity": ("opportunity_from", "party_name"),
		"Quotation": ("quotation_to", "party_name"),
	}[doc.doctype]
	return any((before.get(field) or None) != (doc.get(field) or None) for field in fields)


def follow_record(doc: Document) -> None:
	"""It is stored. If it was made of another lead before, both are right afterwards."""
	new: list[str] = []
	left: list[str] = []
	with _surviving(doc):
		if settings().enabled and links_changed(doc):
			before, now = leads_behind(doc.get_doc_before_save()), leads_behind(doc)
			new = [lead for lead in now if lead not in before]
			left = [lead for lead in before if lead not in now]
	stage = Stage.CUSTOMER if doc.doctype == "Customer" else Stage.OPPORTUNITY
	for lead in new:
		convert(lead, stage, now_datetime(), (doc.doctype, doc.name), Cause.CONVERSION)
	_reconsider_all(left, doc)


def follow_prospect(doc: Document) -> None:
	"""Leads that are put into a prospect, or taken out of it, may have its customer or not."""
	before = doc.get_doc_before_save()
	if before is not None and settings().enabled:
		_reconsider_all(sorted(set(leads_in(doc)) ^ set(leads_in(before))), doc)


def record_is_gone(doc: Document) -> None:
	leads: tuple[str, ...] = ()
	with _surviving(doc):
		leads = leads_behind(doc) if settings().enabled else ()
	_reconsider_all(leads, doc)


def _reconsider_all(leads: Iterable[str], doc: Document) -> None:
	for lead in leads:
		reconsider(lead, now_datetime(), (doc.doctype, doc.name), Cause.CONVERSION)


def _surviving(doc: Document) -> AbstractContextManager[None]:
	return surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name))


def convert(lead: str, to: Stage, at: datetime | None, record: Record | None, cause: Cause) -> None:
	with contained(lead):
		if frappe.db.exists("Lead", lead):
			standing = standing_of(lead, cause)
			store(standing, _converted(standing, to, at, record), cause)


def _converted(standing: Standing, to: Stage, at: datetime | None, record: Record | None) -> Decision:
	place, seen = standing.place, standing.seen
	if place.stage is not None:
		return conversion.convert(place, seen.definition if seen else None, to, at, record)
	if seen is None:
		return Decision(place=place)
	circumstances = replace(standing.circumstances, converted=to, converted_at=at)
	decision = decide(place, seen.definition, seen.judge, standing.now, circumstances)
	return replace(decision, steps=tuple(replace(step, record=record) for step in decision.steps))


def reconsider(lead: str, at: datetime | None, record: Record | None, cause: Cause) -> None:
	"""The lead is on the stage that its records say, or else on the one that it was on before there were any. `at`: when what
	was there went away; None where nobody knows."""
	with contained(lead):
		if not frappe.db.exists("Lead", lead):
			return
		standing = standing_of(lead, cause)
		if standing.place.stage is None:
			return
		further = _further(standing)
		if further:
			to, made_at = further
			store(standing, _converted(standing, to, made_at, first_record(lead, to)), cause)
			return
		to = _left(standing)
		if to is not None:
			_fall_back(standing, to, at, record, cause)


def _further(standing: Standing) -> tuple[Stage, datetime | None] | None:
	"""Where its records say that the lead is further than its stage, and since when. What was made of it before it was put
	aside does not bring it back."""
	place, found = standing.place, conversions_of([standing.doc.name]).get(standing.doc.name)
	if found and is_further(place.stage, place.since, found.stage, found.at):
		return found.stage, found.at
	if standing.doc.status == CONVERTED_STATUS and place.stage is not Stage.CUSTOMER:
		return Stage.CUSTOMER, None
	return None


def is_further(stage: Stage | None, since: datetime | None, to: Stage, at: datetime | None) -> bool:
	if stage in BESIDE:
		return since is not None and at is not None and at > since
	return rank(to) > rank(stage)


def _left(standing: Standing) -> Stage | None:
	"""What is left of a lead that stands on Opportunity or Customer without such a record; None where it has one. One whose
	quotation was cancelled had its opportunity."""
	stage, lead = standing.place.stage, standing.doc.name
	if stage not in CONVERTED or (stage is Stage.CUSTOMER and standing.doc.status == CONVERTED_STATUS):
		return None
	found = conversions_of([lead], cancelled=True).get(lead)
	if found and rank(found.stage) >= rank(stage):
		return None
	if rank(converted_by_history([lead]).get(lead)) >= rank(stage):
		return None
	if found:
		return found.stage
	row = before_conversion(stage_rows(lead, lock=True))
	return Stage(row.stage_after) if row else Stage.RAW


def _fall_back(
	standing: Standing, to: Stage, at: datetime | None, record: Record | None, cause: Cause
) -> None:
	lead, seen = str(standing.doc.name), standing.seen
	aside = to in BESIDE
	decision = conversion.fall_back(
		standing.place,
		seen.definition if seen else None,
		standing.now,
		to=to,
		at=at,
		record=record,
		proposed=is_ready_to_come_back(seen.definition, seen.judge) if aside and seen else None,
		revisit_on=_revisit_on(lead, to) if aside else None,
	)
	store(standing, decision, cause)
	if to is Stage.RAW:
		reevaluate_one(lead, cause)


def _revisit_on(lead: str, stage: Stage) -> date | None:
	row = put_there(stage_rows(lead), stage)
	day = row.evidence.get("revisit_on") if row else None
	return getdate(day) if day else None
