"""Leads that wait for an owner, or for another one, as managers see them: those that they may read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import frappe
from frappe import _
from pypika import Case
from pypika.functions import Count, Min

from lead_intelligence.adapters.team_leads import SeenLeads
from lead_intelligence.core.history.assignment_entry import AssignmentEvent
from lead_intelligence.core.routing.evidence import Evidence, read_evidence
from lead_intelligence.core.routing.explanation import nobody_sentence

ASSIGNMENT = "Lead Assignment"
WAITING, NOBODY = "Waiting", "Nobody"
_OF_LEAD = (
	"lead_name",
	"company_name",
	"lead_owner",
	"li_grade",
	"li_scoring_model",
	"li_clocks",
	"li_due_at",
)
_OF_REQUEST = (
	*("name", "lead", "state", "cause", "cause_detail", "asked_at", "in_background"),
	*("attempts", "next_attempt_at", "error", "pool"),
)


def waiting_counts(seen: SeenLeads) -> dict[str, tuple[int, datetime | None]]:
	"""By state: how many there are, and since when the oldest waits."""
	request, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(request).join(lead).on(lead.name == request.lead)
	query = query.select(request.state, Count("*"), Min(request.asked_at))
	query = query.where(request.open_for.notnull()).groupby(request.state)
	return {state: (leads, oldest) for state, leads, oldest in seen.only(query).run()}


def waiting_leads(seen: SeenLeads, start: int, most: int) -> list[frappe._dict]:
	"""Those for whom nobody was found come first, then whoever waits longest."""
	request, lead = frappe.qb.DocType(ASSIGNMENT), frappe.qb.DocType("Lead")
	query = frappe.qb.from_(request).join(lead).on(lead.name == request.lead)
	query = query.select(*(request[name] for name in _OF_REQUEST), *(lead[name] for name in _OF_LEAD))
	query = query.where(request.open_for.notnull())
	query = query.orderby(Case().when(request.state == NOBODY, 0).else_(1))
	query = query.orderby(request.asked_at).orderby(request.name)
	return seen.only(query).limit(most).offset(start).run(as_dict=True)


def why_nobody(leads: Sequence[str]) -> dict[str, str]:
	"""What the journey says of those for whom nobody was found: each pool that was asked, and what kept its members from it."""
	if not leads:
		return {}
	nobody = {"lead": ("in", list(leads)), "kind": AssignmentEvent.NOBODY_FOUND.value}
	rows = frappe.get_all(
		"Lead Journey Entry", filters=nobody, fields=["lead", "evidence"], order_by="name", limit=0
	)
	return {row.lead: _said(read_evidence(json.loads(row.evidence or "{}"))) for row in rows}


def _said(evidence: Evidence) -> str:
	asked = evidence.choice.asked
	said = [(one.pool or _("Managers"), nobody_sentence(one, _)) for one in asked if one.why_nobody]
	return " ".join(f"{pool}: {sentence.rstrip('.')}." for pool, sentence in said)
