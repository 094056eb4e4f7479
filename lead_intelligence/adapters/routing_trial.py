"""Which routing policy and rule are for a lead, why those tried before are not, and who would get it: with a version of choice in the
place of the one that is live. Nothing is stored."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, now_datetime

from lead_intelligence.adapters.circumstances import NOBODY
from lead_intelligence.adapters.explanation import shown_values
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import policy_catalogue
from lead_intelligence.adapters.routing_choice import Wanted, choose
from lead_intelligence.adapters.routing_choice_shown import shown_choice
from lead_intelligence.adapters.routing_demand import DEMAND_COLUMNS
from lead_intelligence.adapters.routing_policies import policies_of, policy_of
from lead_intelligence.adapters.routing_requests import Request, RequestState, RoutingCause
from lead_intelligence.adapters.stored_leads import StoredLeads
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.routing.compiled_policy import (
	CompiledRouting,
	ConsideredPolicy,
	ConsideredRule,
	RoutingPolicies,
)
from lead_intelligence.core.routing.policy import RoutingRule, Target
from lead_intelligence.core.routing.rep import Seen
from lead_intelligence.core.rules.conditions import Condition
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.rules.text import fold


class RoutingTrial:
	def __init__(self, lead: Document, version: Document | None) -> None:
		"""`version`: tried as if it were live; None for what is live."""
		self._now = now_datetime()
		self._company = lead.get("company") or frappe.defaults.get_global_default("company")
		self._catalogue = policy_catalogue(strict=False, company=self._company)
		self._routing = self._with(policies_for(self._company)[0].routing, version)
		looks = self._routing.to_choose
		reader = StoredLeads.of([looks], self._catalogue, more=DEMAND_COLUMNS)
		self._lead = reader.read([lead.name])[0]
		self._seen = self._routing.with_facts(self._lead.snapshot, self._lead.score, self._lead.place.stage)
		self._hidden = hidden_fields(lead, looks.names)

	def _with(self, live: RoutingPolicies | None, version: Document | None) -> RoutingPolicies:
		compiled = list(live.policies) if live else []
		if version is not None:
			mine = CompiledRouting(policy_of(version), self._catalogue)
			title = fold(mine.policy.title)
			compiled = [one for one in compiled if fold(one.policy.title) != title] + [mine]
		return policies_of(compiled, self._company, self._catalogue)

	def found(self) -> dict[str, Any]:
		policies = self._routing.considered(self._seen, self._now)
		winner = policies[-1].policy if policies and policies[-1].verdict else None
		rule = winner.rule_for(self._seen, self._now) if winner else None
		return {
			"grade": self._lead.state.grade,
			"owner": self._owner(),
			"waits_for": self._waits_for(winner),
			"is_older": bool(self._routing.since and self._lead.created < self._routing.since),
			"policies": [self._policy(one) for one in policies],
			"policy": winner.version if winner else None,
			"rules": self._rules(winner) if winner else [],
			"rule": rule.row if rule else None,
			"choice": self._choice(winner, rule),
		}

	def _owner(self) -> dict[str, str] | None:
		owner = self._lead.owner
		return None if owner in NOBODY else {"user": str(owner), "name": get_fullname(owner)}

	def _waits_for(self, winner: CompiledRouting | None) -> dict[str, str | None] | None:
		"""Where the lead gets no owner on the stage on which it stands: the first on which it does, if it may come to that."""
		stage = self._lead.place.stage
		if winner is None or stage is None or winner.is_reached(stage):
			return None
		first = winner.policy.first_stage
		return {"stands": stage.value, "first": first.value if first else None}

	def _choice(self, winner: CompiledRouting | None, rule: RoutingRule | None) -> dict[str, Any]:
		"""As if somebody were looked for now, whoever has the lead."""
		request = Request(
			name=0,
			lead=self._lead.name,
			company=self._lead.company,
			cause=RoutingCause.READY,
			detail=None,
			from_user=None,
			not_to={},
			attempts=0,
			state=RequestState.WAITING,
		)
		wanted = Wanted(request=request, lead=self._lead, policy=winner, rule=rule)
		return shown_choice(choose([wanted], self._now, lock=False).chosen[0].choice)

	def _policy(self, one: ConsideredPolicy) -> dict[str, Any]:
		policy = one.policy.policy
		return {
			"name": one.policy.version,
			"title": policy.title,
			"priority": policy.priority,
			**self._judged(policy.condition, one.verdict, one.seen, one.policy.condition.problem),
		}

	def _rules(self, winner: CompiledRouting) -> list[dict[str, Any]]:
		"""All of the policy: without `verdict` where the rule was not asked."""
		judged = {one.rule.row: one for one in winner.considered(self._seen, self._now)}
		return [self._rule(rule, judged.get(rule.row)) for rule in winner.policy.rules]

	def _rule(self, rule: RoutingRule, one: ConsideredRule | None) -> dict[str, Any]:
		told = {
			"row": rule.row,
			"title": rule.title,
			"pool": rule.pool,
			"by_territory": rule.target is Target.TERRITORY,
			"is_disabled": rule.is_disabled,
		}
		if one is None:
			return {**told, "sentence": self._sentence(rule.condition), "seen": []}
		return {**told, **self._judged(rule.condition, one.verdict, one.seen, one.problem)}

	def _judged(
		self, condition: Condition | None, verdict: bool | None, seen: Seen, problem: Problem | None
	) -> dict[str, Any]:
		return {
			"verdict": verdict,
			"sentence": self._sentence(condition),
			"seen": shown_values(seen, self._catalogue, self._hidden),
			"problem": problem.text(_) if problem and verdict is None else None,
		}

	def _sentence(self, condition: Condition | None) -> str | None:
		return sentence(condition, self._catalogue, _) if condition else None
