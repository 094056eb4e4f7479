"""Why this response policy is the one for a lead: those that were tried before it, and what each looked at."""

from __future__ import annotations

from typing import Any

from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from lead_intelligence.adapters.explanation import shown_values
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at, stored_place
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.sla.compiled_policy import Considered
from lead_intelligence.core.snapshot.fields import FieldCatalogue


def why(doc: Document) -> list[dict[str, Any]]:
	"""As of now, in the order in which they are tried, up to the one that applies."""
	policies, catalogue = policies_for(doc.get("company"))
	response = policies.response
	if response is None or catalogue is None:
		return []
	now, lead = now_datetime(), snapshot_of(doc, policies, catalogue)
	score = policies.scoring.score(lead, stopped_at(doc) or now) if policies.scoring else None
	found = response.considered(response.add_facts(lead, score, stored_place(doc).stage), now)
	named = policy_catalogue(strict=False, company=doc.get("company"))
	hidden = hidden_fields(doc, response.names)
	return [_told(one, named, hidden) for one in found]


def _told(one: Considered, catalogue: FieldCatalogue, hidden: frozenset[str]) -> dict[str, Any]:
	policy, problems = one.policy.policy, one.policy.problems
	return {
		"policy": one.policy.version,
		"title": policy.title,
		"priority": policy.priority,
		"verdict": one.verdict,
		"sentence": sentence(policy.condition, catalogue, _) if policy.condition else None,
		"seen": shown_values(one.seen, catalogue, hidden),
		"problem": problems[0].text(_) if problems else None,
	}
