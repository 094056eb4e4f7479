"""The policies of a company, compiled once per version: which is for a lead, and what it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..problems import Problem, Refused
from ..qualification.facts import ORIGIN, SOURCE_SIGNAL, DerivedFacts, OriginOf, is_answer, is_derived
from ..qualification.stages import Stage
from ..rules.compiler import CompiledCondition, compile_condition
from ..rules.conditions import Condition, fields_of, merged
from ..scoring.score import Score
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN, Value
from .policy import SlaPolicy
from .policy_validation import CONDITION, PAUSE
from .response_clock import Purpose
from .terms import Hours, Terms

HoursFor = Callable[[SlaPolicy, LeadSnapshot], Hours]
"""In which hours a policy is kept towards a lead."""

TERRITORY: Final = "territory"
_STATUS: Final = "status"
_SOURCE: Final = ("source", "utm_medium")


class CompiledPolicy:
	"""Immutable after construction and safe to share between threads. A condition that no longer fits the leads holds for none."""

	def __init__(self, policy: SlaPolicy, catalogue: FieldCatalogue) -> None:
		self.policy = policy
		self.version = policy.version or policy.title
		self._condition, first = _compiled(policy.condition, CONDITION, catalogue)
		self._pause, second = _compiled(policy.pause, PAUSE, catalogue)
		self.problems = tuple(problem for problem in (first, second) if problem)
		compiled = [one for one in (self._condition, self._pause) if one]
		asked = [one for one in (policy.condition, policy.pause) if one]
		self.names = merged(fields_of(one) for one in asked)
		inputs = tuple(name for name in self.names if not is_derived(name))
		about_source = {ORIGIN, SOURCE_SIGNAL} & set(self.names)
		sources = [name for name in _SOURCE if about_source and name in catalogue]
		self.fields = merged([[name for name in inputs if not is_answer(name)], sources])
		self.tree_fields = merged(one.tree_fields for one in compiled)
		self.change_fields = merged(one.change_fields for one in compiled)
		self.looks_at_answers = any(map(is_answer, self.names))

	def matches(self, lead: LeadSnapshot, now: datetime) -> bool | None:
		"""None when it cannot be said: something is not known."""
		if self.policy.condition is None:
			return True
		return self._condition.judge(lead, now) if self._condition else None

	def seen(self, lead: LeadSnapshot) -> tuple[tuple[str, Value], ...]:
		"""What the condition looks at."""
		fields = self._condition.fields if self._condition else ()
		return tuple((name, lead.values.get(name, UNKNOWN)) for name in fields)

	def terms(self, lead: LeadSnapshot, grade: str | None, now: datetime, hours: Hours) -> Terms:
		policy, row = self.policy, self.policy.targets_for(grade)
		targets = {purpose: row.of(purpose) for purpose in Purpose} if row else {}
		return Terms(
			policy=self.version,
			hours=hours,
			grade=grade,
			targets={purpose: target for purpose, target in targets.items() if target},
			begins=policy.begins,
			again_on_hot_touch=policy.again_on_hot_touch,
			is_paused=bool(self._pause and self._pause.judge(lead, now)),
			steps=policy.steps,
		)


def _compiled(
	condition: Condition | None, place: str, catalogue: FieldCatalogue
) -> tuple[CompiledCondition | None, Problem | None]:
	if condition is None:
		return None, None
	try:
		return compile_condition(condition, catalogue), None
	except Refused as refusal:
		return None, refusal.problems[0].at(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
	"""One policy that was looked at for a lead. `verdict` is None when it could not be judged."""

	policy: CompiledPolicy
	verdict: bool | None
	seen: tuple[tuple[str, Value], ...]


class ResponsePolicies:
	"""All that are live in a company, in the order in which they are tried: by priority, then by title. `since`: when the first of
	the company went live (naive, system time zone); leads that were due before have no clock."""

	def __init__(
		self,
		policies: Sequence[CompiledPolicy],
		since: datetime | None,
		hours_for: HoursFor,
		origin_of: OriginOf | None = None,
	) -> None:
		self.policies = tuple(
			sorted(policies, key=lambda one: (one.policy.priority, one.policy.title.casefold(), one.version))
		)
		self.since = since
		self._hours_for = hours_for
		self.versions = frozenset(one.version for one in self.policies)
		self.names = merged(one.names for one in self.policies)
		self.inputs = tuple(name for name in self.names if not is_derived(name))
		self.fields = merged([(TERRITORY, _STATUS), *(one.fields for one in self.policies)])
		self.tree_fields = merged(one.tree_fields for one in self.policies)
		self.change_fields = merged(one.change_fields for one in self.policies)
		self.looks_at_answers = any(one.looks_at_answers for one in self.policies)
		self._facts = DerivedFacts((name for name in self.names if is_derived(name)), origin_of)
		self.looks_at_touches = self._facts.look_at_touches

	def terms(
		self, lead: LeadSnapshot, score: Score | None, grade: str | None, stage: Stage | None, now: datetime
	) -> Terms | None:
		"""What the first that is for the lead asks of it; None where none is."""
		seen = self.add_facts(lead, score, stage)
		for one in self.policies:
			if one.matches(seen, now):
				return one.terms(seen, grade, now, self._hours_for(one.policy, lead))
		return None

	def add_facts(self, lead: LeadSnapshot, score: Score | None, stage: Stage | None) -> LeadSnapshot:
		return self._facts.added_to(lead, score, stage)[0]

	def considered(self, lead: LeadSnapshot, now: datetime) -> tuple[Considered, ...]:
		"""Each that was tried, up to the one that applies. `lead`: with its facts."""
		found = []
		for one in self.policies:
			verdict = one.matches(lead, now)
			found.append(Considered(policy=one, verdict=verdict, seen=one.seen(lead)))
			if verdict:
				break
		return tuple(found)
