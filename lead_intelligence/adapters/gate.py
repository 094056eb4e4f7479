"""The gate of the agreement: before a lead is made into something, or given to sales, it must have come far enough.

People are refused, with all that they need to know, unless somebody has opened the gate with a reason. What guests and
programs do is never refused: it is entered in the journey of the lead, and those who have signed are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from lead_intelligence.adapters.containment import contained, in_savepoint, log_defect, surviving
from lead_intelligence.adapters.conversion_moves import leads_behind, leads_in, links_changed
from lead_intelligence.adapters.gate_notices import tell_of_bypass_soon
from lead_intelligence.adapters.handover_notices import called
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.sales_users import sales_users_among
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.stage_acts import ASSIGNMENT, demanded_stage, override_role
from lead_intelligence.adapters.stage_history import gate_opened, stage_rows
from lead_intelligence.adapters.stage_moves import Standing, standing_of, store
from lead_intelligence.adapters.stage_next import labels_missing
from lead_intelligence.adapters.who_saves import a_person_acts
from lead_intelligence.core.history.journey import Cause
from lead_intelligence.core.qualification import conversion
from lead_intelligence.core.qualification.compiled import CompiledDefinition
from lead_intelligence.core.qualification.stages import BESIDE, Stage, rank

_LOG_TITLE = "Lead Intelligence: a gate could not be kept"
_MOST_NAMED = 5


class Closed(NamedTuple):
	"""A gate that keeps a lead from its target. `missing`: the criteria on the way, by their names."""

	lead: str
	target: str
	stage: Stage | None
	demanded: Stage
	missing: tuple[str, ...]


def keep_gate(doc: Document) -> None:
	"""Of a record that is made of a lead, or of another lead than before. Call when it is validated."""
	_keep(doc, doc.doctype, lambda: _new_leads(doc))


def _new_leads(doc: Document) -> list[str]:
	if not links_changed(doc):
		return []
	before = leads_behind(doc.get_doc_before_save())
	return [lead for lead in leads_behind(doc) if lead not in before]


def keep_gate_of_prospect(doc: Document) -> None:
	_keep(
		doc,
		doc.doctype,
		lambda: [lead for lead in leads_in(doc) if lead not in leads_in(doc.get_doc_before_save())],
	)


def keep_cold_lead(
	doc: Document, lead: str, user: str, *, by_rule: Callable[[], bool] = lambda: False
) -> None:
	"""Somebody is about to get the lead. `by_rule`: whether an assignment rule says so."""
	_keep(doc, ASSIGNMENT, lambda: [lead] if sales_users_among([user]) else [], by_rule)


def _keep(
	doc: Document,
	target: str,
	leads: Callable[[], Sequence[str]],
	by_rule: Callable[[], bool] = lambda: False,
) -> None:
	"""A defect of ours keeps nothing closed."""
	doc.flags.li_bypassed = closed = []
	by_hand = False
	with surviving(lambda: log_defect(_LOG_TITLE, doc.doctype, doc.name)):
		asked = leads() if settings().enabled else ()
		if asked:
			with in_savepoint():
				closed = [found for lead in asked if (found := _closed(lead, target))]
		by_hand = bool(closed) and a_person_acts() and not by_rule()
	if not by_hand:
		doc.flags.li_bypassed = closed
		return
	texts = [_sentence(found) for found in closed[:_MOST_NAMED]]
	several = len(texts) > 1
	frappe.throw(texts if several else texts[0], title=_("The agreement says not yet"), as_list=several)


def _closed(lead: str, target: str) -> Closed | None:
	company = frappe.db.get_value("Lead", lead, "company")
	agreements = policies_for(company)[0].agreements
	if agreements is None or not any(_has_gate(one, target) for one in agreements.definitions):
		return None
	standing = standing_of(lead)
	demanded = demanded_stage(standing, target) if standing.seen else None
	if demanded is None or gate_opened(stage_rows(lead, lock=True), target, standing.place.cycle):
		return None
	return Closed(lead, target, standing.place.stage, demanded, tuple(_missing(standing, demanded)))


def _has_gate(compiled: CompiledDefinition, target: str) -> bool:
	return compiled.definition.keeps_cold_leads if target == ASSIGNMENT else compiled.gate(target) is not None


def _missing(standing: Standing, demanded: Stage) -> Iterable[str]:
	ladder, present = standing.definition.ladder, rank(standing.place.stage)
	between = [stage for stage in ladder if max(present, 0) < rank(stage) <= rank(demanded)]
	return labels_missing(standing.seen, between) if standing.seen else ()


def _sentence(closed: Closed) -> str:
	stage = _(closed.stage.value) if closed.stage else _("not placed yet")
	values = (called(closed.lead), stage, _(closed.demanded.value), _(closed.target))
	if closed.target == ASSIGNMENT:
		said = _("{0} is {1}. The agreement gives leads to sales from {2} on.").format(*values[:3])
	else:
		said = _("{0} is {1}. The agreement asks for {2} before a lead becomes {3}.").format(*values)
	return f"{said} {_what_to_do(closed)}"


def _what_to_do(closed: Closed) -> str:
	role = escape_html(_(override_role()))
	if closed.stage in BESIDE:
		first = _("It was put aside: bring it back first.")
	elif closed.missing:
		first = _("Missing: {0}.").format(escape_html(", ".join(map(_, closed.missing))))
	else:
		first = _("Nothing is missing: it only has to be taken there.")
	return f"{first} {_('Who has the role {0} can open the gate on the form of the lead, with a reason.').format(role)}"


def enter_bypasses(doc: Document) -> None:
	"""Call when the record is stored."""
	for closed in doc.flags.pop("li_bypassed", None) or ():
		with contained(closed.lead):
			standing = standing_of(closed.lead, Cause.CONVERSION)
			record = (doc.doctype, str(doc.name))
			decision = conversion.bypass_gate(
				standing.place, standing.now, target=closed.target, demanded=closed.demanded, record=record
			)
			store(standing, decision, Cause.CONVERSION)
			tell_of_bypass_soon(
				closed.lead, closed.target, closed.stage, closed.demanded, record, standing.definition.version
			)
