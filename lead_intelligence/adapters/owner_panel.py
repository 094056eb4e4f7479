"""Whose a lead is and why, as its form shows it: who else was looked at, and who is being looked for."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lead_intelligence.adapters.circumstances import NOBODY, told_by
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stored_place
from lead_intelligence.adapters.live_versions import ROUTING
from lead_intelligence.adapters.owner_journey import (
	cause_words,
	from_and_to,
	names_in,
	owner_rows,
	why_words,
	words,
)
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.routing_choice_shown import shown_choice
from lead_intelligence.adapters.routing_policies import policy_of
from lead_intelligence.adapters.routing_requests import DOCTYPE, RequestState, RoutingCause
from lead_intelligence.adapters.sales_users import is_manager
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.history.assignment_entry import AssignmentEvent
from lead_intelligence.core.routing.compiled_policy import RoutingPolicies
from lead_intelligence.core.routing.evidence import Evidence, read_evidence
from lead_intelligence.core.routing.explanation import reason_text
from lead_intelligence.core.routing.policy import RoutingPolicy
from lead_intelligence.core.rules.conditions import fields_of
from lead_intelligence.core.rules.sentences import sentence

_SHOWN = 20


def panel_of(doc: Document) -> dict[str, Any]:
	rows, request, owner = owner_rows(doc.name, _SHOWN), _request(doc.name), doc.get("lead_owner")
	names = names_in(rows, [owner, request.from_user if request else None])
	is_owned = owner not in NOBODY
	return {
		"mark": cint(doc.get("li_assignment")),
		"owner": {"user": owner, "name": names.get(owner, owner)} if is_owned else None,
		"is_mine": is_owned and owner == frappe.session.user,
		"search": _search(request, rows, names) if request else None,
		"idle": None if is_owned or request else _idle(doc),
		"why": _why(doc, rows, names) if is_owned else None,
		"history": [_told(row, names) for row in rows],
	}


def _request(lead: str) -> frappe._dict | None:
	fields = [
		"name",
		"state",
		"cause",
		"cause_detail",
		"asked_at",
		"asked_by",
		"from_user",
		"next_attempt_at",
	]
	return frappe.db.get_value(DOCTYPE, {"open_for": lead}, fields, as_dict=True)


def _search(request: frappe._dict, rows: list[frappe._dict], names: dict[str, str]) -> dict[str, Any]:
	"""Somebody is being looked for, or was and could not be found."""
	found_nobody = request.state == RequestState.NOBODY.value
	last = next((row for row in rows if row.kind == AssignmentEvent.NOBODY_FOUND.value), None)
	asked = frappe._dict(
		evidence={"cause": request.cause, "from": request.from_user}, author=request.asked_by
	)
	return {
		"is_vain": found_nobody,
		"since": str(request.asked_at) if request.asked_at else None,
		"next_attempt_at": str(request.next_attempt_at) if found_nobody and request.next_attempt_at else None,
		"cause": "" if request.cause == RoutingCause.READY.value else cause_words(asked, names),
		"reason": _(request.cause_detail) if request.cause_detail else None,
		"asked": _shown(read_evidence(last.evidence))["asked"] if found_nobody and last else [],
	}


def _why(doc: Document, rows: list[frappe._dict], names: dict[str, str]) -> dict[str, Any] | None:
	"""The latest decision that made the present owner the owner. Nobody knows one of before they were written down."""
	owner = doc.get("lead_owner")
	row = next((row for row in rows if row.evidence.get("to")), None)
	if row is None or row.evidence.get("to") != owner:
		return None
	evidence = read_evidence(row.evidence)
	policy = _policy(evidence.policy)
	return {
		"at": str(row.at) if row.at else None,
		"cause": cause_words(row, names),
		"because": why_words(row, names),
		"reason": _(row.reason) if row.reason else None,
		"policy": {"name": evidence.policy, "title": evidence.policy_title} if evidence.policy else None,
		"rule": _rule(doc, evidence, policy),
		"asked": _shown(evidence)["asked"],
	}


def _policy(version: str | None) -> RoutingPolicy | None:
	if not version or not frappe.db.exists(ROUTING, version):
		return None
	return policy_of(frappe.get_cached_doc(ROUTING, version))


def _rule(doc: Document, evidence: Evidence, policy: RoutingPolicy | None) -> dict[str, Any] | None:
	"""In the words of whoever reads it. What a rule says of fields that they may not see is left out."""
	said = evidence.rule
	if said is None:
		return None
	rule = next((one for one in policy.rules if one.row == said.row), None) if policy else None
	told = {"row": said.row, "title": said.title or None, "sentence": said.sentence, "is_hidden": False}
	if rule is None or rule.condition is None:
		return told
	if hidden_fields(doc, fields_of(rule.condition)):
		return {**told, "sentence": None, "is_hidden": True}
	catalogue = policy_catalogue(strict=False, company=doc.get("company"))
	return {**told, "sentence": sentence(rule.condition, catalogue, _)}


def _shown(evidence: Evidence) -> dict[str, Any]:
	"""A rep sees how full others are, and how they convert, no more than managers tell: only the reason in short."""
	told = shown_choice(evidence.choice)
	if is_manager():
		return told
	for asked, of_pool in zip(evidence.choice.asked, told["asked"], strict=True):
		for candidate, shown in zip(asked.candidates, of_pool["candidates"], strict=True):
			if candidate.user != frappe.session.user:
				shown["figures"] = {}
				shown["reason"] = reason_text(candidate.passed, _) if candidate.passed else ""
	return told


def _told(row: frappe._dict, names: dict[str, str]) -> dict[str, Any]:
	return {
		"kind": row.kind,
		"at": str(row.at) if row.at else None,
		"owner": {
			**from_and_to(row, names),
			"words": words(row, names),
			"reason": _(row.reason) if row.reason else None,
		},
	}


def _idle(doc: Document) -> dict[str, Any]:
	"""Why nobody is looked for: for what people can do about it."""
	told = told_by(doc, None)
	if not settings().enabled:
		return {"because": "off"}
	if not told.takes_part:
		return {"because": "not contacted"}
	if told.has_ended:
		return {"because": "ended"}
	routing, place = policies_for(doc.get("company"))[0].routing, stored_place(doc)
	if routing is None:
		return {"because": "no policy"}
	if place.stage and not place.cycle:
		return {"because": "history"}
	if not any(one.is_reached(place.stage) for one in routing.policies):
		return {"because": "not ready", "first": _first_stage(routing)}
	since = [at for at in (told.created, place.since) if at]
	if routing.since and since and max(since) < routing.since:
		return {"because": "older"}
	return {"because": "waiting"}


def _first_stage(routing: RoutingPolicies) -> str | None:
	"""Where all policies name the same."""
	stages = {one.policy.first_stage for one in routing.policies}
	(first, *others) = stages
	return first.value if first and not others else None
