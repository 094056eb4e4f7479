"""Which routing policy and rule are for a lead, why those tried before are not, and who would get it: with a version of choice in the
place of the one that is live. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_fullname, now_datetime

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.explanation import shown_values
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at, stored_place, stored_state
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.routing_policies import policies_of, policy_of
from lead_intelligence.adapters.snapshots import LooksAtLeads, snapshot_of
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.routing.compiled_policy import (
	CompiledRouting,
	ConsideredPolicy,
	ConsideredRule,
	RoutingPolicies,
)
from lead_intelligence.core.routing.policy import RoutingRule, Target
from lead_intelligence.core.routing.rep import Seen
from lead_intelligence.core.rules.conditions import Condition, merged
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.rules.text import fold
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
	fields: tuple[str, ...]
	tree_fields: tuple[str, ...]
	change_fields: tuple[str, ...]
	looks_at_touches: bool
	looks_at_answers: bool


def _looks(scoring: CompiledModel | None, routing: RoutingPolicies) -> LooksAtLeads:
	"""At all that decides on the score, and on policies and rules."""
	both = [one for one in (scoring, routing.to_choose) if one is not None]
	return _Looks(
		fields=merged(one.fields for one in both),
		tree_fields=merged(one.tree_fields for one in both),
		change_fields=merged(one.change_fields for one in both),
		looks_at_touches=bool(scoring and scoring.looks_at_touches) or routing.looks_at_touches_to_choose,
		looks_at_answers=routing.to_choose.looks_at_answers,
	)


class RoutingTrial:
	def __init__(self, lead: Document, version: Document | None) -> None:
		"""`version`: tried as if it were live; None for what is live."""
		self._lead, self._now = lead, now_datetime()
		self._company = lead.get("company") or frappe.defaults.get_global_default("company")
		self._catalogue = policy_catalogue(strict=False, company=self._company)
		live, _fields = policies_for(self._company)
		self._scoring = live.scoring
		self._routing = self._with(live.routing, version)

	def _with(self, live: RoutingPolicies | None, version: Document | None) -> RoutingPolicies:
		compiled = list(live.policies) if live else []
		if version is not None:
			mine = CompiledRouting(policy_of(version), self._catalogue)
			title = fold(mine.policy.title)
			compiled = [one for one in compiled if fold(one.policy.title) != title] + [mine]
		return policies_of(compiled, self._company, self._catalogue)

	def found(self) -> dict[str, Any]:
		snapshot = snapshot_of(self._lead, _looks(self._scoring, self._routing), self._catalogue)
		score = self._scoring.score(snapshot, stopped_at(self._lead) or self._now) if self._scoring else None
		seen = self._routing.with_facts(snapshot, score, stored_place(self._lead).stage)
		hidden = hidden_fields(self._lead, self._routing.to_choose.names)
		policies = self._routing.considered(seen, self._now)
		winner = policies[-1].policy if policies and policies[-1].verdict else None
		return {
			"at": str(self._now),
			"grade": self._grade(score),
			"owner": self._owner(),
			"waits_for": self._waits_for(winner),
			"is_older": self._is_older(),
			"policies": [self._policy(one, hidden) for one in policies],
			"policy": winner.version if winner else None,
			"rules": self._rules(winner, seen, hidden) if winner else [],
		}

	def _grade(self, score: Score | None) -> str | None:
		return score.grade if score else stored_state(self._lead).grade

	def _owner(self) -> dict[str, str] | None:
		owner = self._lead.get("lead_owner")
		return None if owner in NOBODY else {"user": owner, "name": get_fullname(owner)}

	def _waits_for(self, winner: CompiledRouting | None) -> dict[str, str | None] | None:
		"""The stage from which the lead gets an owner, where it has not come so far."""
		stage = stored_place(self._lead).stage
		if winner is None or winner.is_reached(stage):
			return None
		first = winner.policy.first_stage
		return {"stands": stage.value if stage else None, "first": first.value if first else None}

	def _is_older(self) -> bool:
		since = self._routing.since
		return get_datetime(self._lead.creation) < (since or self._now)

	def _policy(self, one: ConsideredPolicy, hidden: frozenset[str]) -> dict[str, Any]:
		policy = one.policy.policy
		return {
			"name": one.policy.version,
			"title": policy.title,
			"priority": policy.priority,
			**self._judged(policy.condition, one.verdict, one.seen, one.policy.condition.problem, hidden),
		}

	def _rules(
		self, winner: CompiledRouting, lead: LeadSnapshot, hidden: frozenset[str]
	) -> list[dict[str, Any]]:
		"""All of the policy: `verdict` is missing where the rule was not asked."""
		judged = {one.rule.row: one for one in winner.considered(lead, self._now)}
		return [self._rule(rule, judged.get(rule.row), hidden) for rule in winner.policy.rules]

	def _rule(self, rule: RoutingRule, one: ConsideredRule | None, hidden: frozenset[str]) -> dict[str, Any]:
		told = {
			"row": rule.row,
			"title": rule.title,
			"pool": rule.pool,
			"by_territory": rule.target is Target.TERRITORY,
			"is_disabled": rule.is_disabled,
		}
		if one is None:
			words = sentence(rule.condition, self._catalogue, _) if rule.condition else None
			return {**told, "sentence": words, "seen": []}
		return {**told, **self._judged(rule.condition, one.verdict, one.seen, one.problem, hidden)}

	def _judged(
		self,
		condition: Condition | None,
		verdict: bool | None,
		seen: Seen,
		problem: Problem | None,
		hidden: frozenset[str],
	) -> dict[str, Any]:
		return {
			"verdict": verdict,
			"sentence": sentence(condition, self._catalogue, _) if condition else None,
			"seen": shown_values(seen, self._catalogue, hidden),
			"problem": problem.text(_) if problem and verdict is None else None,
		}
