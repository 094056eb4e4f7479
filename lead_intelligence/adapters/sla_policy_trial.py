"""Which policy is for a lead, and why the others are not. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.explanation import shown
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at, stored_place, stored_state
from lead_intelligence.adapters.live_versions import POLICY, live_versions, submitted
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import answering_since, policies_of, policy_catalogue
from lead_intelligence.adapters.sla_policies import policy_of
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import Policies
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.sla.compiled_policy import CompiledPolicy, Considered, ResponsePolicies
from lead_intelligence.core.sla.response_clock import Purpose
from lead_intelligence.core.sla.terms import Terms
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def considered_for(lead: Document, draft: Document | None = None) -> dict[str, Any]:
	"""The live policies of the lead's company in their order, as far as they are tried, and what the first that is for the lead
	asks. `draft`: judged in the place of the live version of its title."""
	company = lead.get("company") or frappe.defaults.get_global_default("company")
	catalogue = policy_catalogue(strict=False)
	response = _policies(company, draft, catalogue)
	looks = Policies(scoring=policies_for(company)[0].scoring, response=response)
	snapshot, now = snapshot_of(lead, looks, catalogue), now_datetime()
	score = looks.scoring.score(snapshot, stopped_at(lead) or now) if looks.scoring else None
	stage, grade = stored_place(lead).stage, score.grade if score else stored_state(lead).grade
	tried = response.considered(response.add_facts(snapshot, score, stage), now)
	terms = response.terms(snapshot, score, grade, stage, now)
	hidden = hidden_fields(lead, response.inputs)
	tried_names = {one.policy.version for one in tried}
	return {
		"grade": grade,
		"tried": [_line(one, catalogue, hidden) for one in tried],
		"not_tried": [_head(one) for one in response.policies if one.version not in tried_names],
		"asks": _asked(terms) if terms else None,
	}


def _policies(company: str | None, draft: Document | None, catalogue: FieldCatalogue) -> ResponsePolicies:
	docs = [submitted(POLICY, version) for version in live_versions(company).response]
	if draft:
		docs = [doc for doc in docs if doc.name != draft.name and not _same_title(doc, draft)] + [draft]
	compiled = [CompiledPolicy(policy_of(doc), catalogue) for doc in docs]
	return policies_of(compiled, answering_since(company))


def _same_title(one: Document, other: Document) -> bool:
	return bool(one.title.casefold() == other.title.casefold())


def _head(one: CompiledPolicy) -> dict[str, Any]:
	return {"name": one.version, "title": one.policy.title, "priority": one.policy.priority}


def _line(one: Considered, catalogue: FieldCatalogue, hidden: Iterable[str]) -> dict[str, Any]:
	condition = one.policy.policy.condition
	return {
		**_head(one.policy),
		"verdict": one.verdict,
		"sentence": sentence(condition, catalogue, _) if condition else None,
		"problems": [problem.text(_) for problem in one.policy.problems],
		"seen": [
			{
				"label": _(catalogue.label(name)),
				"value": _("not shown to you") if name in hidden else shown(value, name, catalogue),
			}
			for name, value in one.seen
		],
	}


def _asked(terms: Terms) -> dict[str, Any]:
	return {
		"is_paused": terms.is_paused,
		"calendar": terms.hours.calendar,
		"minutes": {
			purpose.value: target.total_seconds() / 60
			for purpose in Purpose
			if (target := terms.targets.get(purpose))
		},
	}
