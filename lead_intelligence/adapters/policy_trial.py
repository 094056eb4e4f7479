"""Which response policy is for a lead, what it asks, and why those tried before are not: with a version of choice in the place of
the one that is live. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_fullname, now_datetime

from lead_intelligence.adapters.clocks import clocks_of
from lead_intelligence.adapters.explanation import shown_values
from lead_intelligence.adapters.lead_fields import hidden_fields
from lead_intelligence.adapters.lead_state import stopped_at, stored_place, stored_state
from lead_intelligence.adapters.policies import policies_for
from lead_intelligence.adapters.response_policies import answering_since, policies_of, policy_catalogue
from lead_intelligence.adapters.sla_policies import policy_of
from lead_intelligence.adapters.snapshots import snapshot_of
from lead_intelligence.core.evaluation import Policies
from lead_intelligence.core.rules.conditions import fields_of
from lead_intelligence.core.rules.sentences import sentence
from lead_intelligence.core.rules.text import fold
from lead_intelligence.core.scoring.score import Score
from lead_intelligence.core.sla.compiled_policy import CompiledPolicy, Considered, ResponsePolicies
from lead_intelligence.core.sla.escalation import moment_of
from lead_intelligence.core.sla.planning import started
from lead_intelligence.core.sla.response_clock import Purpose, ResponseClock, Start
from lead_intelligence.core.sla.step_sentence import step_sentence
from lead_intelligence.core.sla.terms import Terms
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot


class PolicyTrial:
	def __init__(self, lead: Document, version: Document | None) -> None:
		"""`version`: tried as if it were live; None for what is live."""
		self._lead, self._now = lead, now_datetime()
		self._company = lead.get("company") or frappe.defaults.get_global_default("company")
		self._catalogue = policy_catalogue(strict=False, company=self._company)
		live, _fields = policies_for(self._company)
		self._scoring = live.scoring
		self._response = self._with(live.response, version)

	def _with(self, live: ResponsePolicies | None, version: Document | None) -> ResponsePolicies:
		compiled = list(live.policies) if live else []
		if version is not None:
			mine = CompiledPolicy(policy_of(version), self._catalogue)
			title = fold(mine.policy.title)
			compiled = [one for one in compiled if fold(one.policy.title) != title] + [mine]
		return policies_of(compiled, live.since if live else answering_since(self._company))

	def found(self) -> dict[str, Any]:
		looks = Policies(scoring=self._scoring, response=self._response)
		snapshot = snapshot_of(self._lead, looks, self._catalogue)
		score = self._scoring.score(snapshot, stopped_at(self._lead) or self._now) if self._scoring else None
		seen = self._response.add_facts(snapshot, score, stored_place(self._lead).stage)
		hidden = hidden_fields(self._lead, self._response.names)
		considered = self._response.considered(seen, self._now)
		return {
			"at": str(self._now),
			"grade": self._grade(score),
			"is_older": get_datetime(self._lead.creation) < (self._response.since or self._now),
			"considered": [self._told(one, seen, hidden) for one in considered],
			"terms": self._asked(snapshot, score),
		}

	def _grade(self, score: Score | None) -> str | None:
		return score.grade if score else stored_state(self._lead).grade

	def _told(self, one: Considered, lead: LeadSnapshot, hidden: frozenset[str]) -> dict[str, Any]:
		policy, problems = one.policy.policy, one.policy.problems
		return {
			"name": one.policy.version,
			"title": policy.title,
			"priority": policy.priority,
			"verdict": one.verdict,
			"sentence": sentence(policy.condition, self._catalogue, _) if policy.condition else None,
			# Also of a condition that can no longer be judged.
			"seen": shown_values(
				[
					(name, lead.value(name))
					for name in (fields_of(policy.condition) if policy.condition else ())
				],
				self._catalogue,
				hidden,
			),
			"problem": problems[0].text(_) if problems and one.verdict is None else None,
		}

	def _asked(self, lead: LeadSnapshot, score: Score | None) -> dict[str, Any] | None:
		"""What the policy that is for the lead asks."""
		stage = stored_place(self._lead).stage
		terms = self._response.terms(lead, score, self._grade(score), stage, self._now)
		if terms is None:
			return None
		running = {
			one.purpose: one for one in clocks_of([self._lead.name]).get(self._lead.name, []) if one.is_open
		}
		return {
			"policy": terms.policy,
			"begins": terms.begins.value,
			"is_paused": terms.is_paused,
			"calendar": terms.hours.calendar,
			"zone": str(terms.hours.working.zone),
			"clocks": [self._clock(purpose, terms, running.get(purpose)) for purpose in terms.targets],
		}

	def _clock(self, purpose: Purpose, terms: Terms, running: ResponseClock | None) -> dict[str, Any]:
		"""As if it began now. `runs_until`: when the one that runs already is due."""
		clock = started(purpose, Start.CREATED, self._now, replace(terms, is_paused=False), 1)
		steps = [
			(moment_of(step.offset, clock, terms.hours.working), step) for step in terms.steps_for(purpose)
		]
		return {
			"purpose": purpose.value,
			"target": int(clock.target.total_seconds()),
			"due_at": str(clock.due_at),
			"runs_until": _text(running.due_at) if running and not running.paused_since else None,
			"steps": [
				{
					"at": str(at),
					"sentence": step_sentence(
						replace(step, purpose=None),
						_,
						{step.user: get_fullname(step.user)} if step.user else {},
					),
				}
				for at, step in sorted(steps, key=lambda one: one[0])
			],
		}


def _text(at: datetime | None) -> str | None:
	return str(at) if at else None
