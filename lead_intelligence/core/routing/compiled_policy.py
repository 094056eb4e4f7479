"""The routing policies of a company, compiled once per version: which is for a lead, and which of its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..problems import Problem, Refused
from ..qualification.facts import ORIGIN, SOURCE_SIGNAL, DerivedFacts, OriginOf, Scored, is_answer, is_derived
from ..qualification.stages import Stage, rank
from ..rules.compiler import CompiledCondition, compile_condition
from ..rules.conditions import Condition, fields_of, merged
from ..snapshot.fields import FieldCatalogue
from ..snapshot.lead_snapshot import LeadSnapshot
from ..snapshot.values import UNKNOWN
from .policy import RoutingPolicy, RoutingRule
from .rep import Seen

CONDITION: Final = "For Which Leads"
RULE_ROW: Final = "Rules, row {row}"
_SOURCE: Final = ("source", "utm_medium")


class Judged:
	"""A condition as it is compiled. One that no longer fits the leads holds for none."""

	def __init__(self, condition: Condition | None, catalogue: FieldCatalogue) -> None:
		self.condition = condition
		self.compiled: CompiledCondition | None = None
		self.problem: Problem | None = None
		if condition is not None:
			try:
				self.compiled = compile_condition(condition, catalogue)
			except Refused as refusal:
				self.problem = refusal.problems[0]

	def holds(self, lead: LeadSnapshot, now: datetime) -> bool | None:
		"""None when it cannot be said: something is not known."""
		if self.condition is None:
			return True
		return self.compiled.judge(lead, now) if self.compiled else None

	def seen(self, lead: LeadSnapshot) -> Seen:
		fields = fields_of(self.condition) if self.condition else ()
		return tuple((name, lead.values.get(name, UNKNOWN)) for name in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
	"""What conditions look at in a lead. `names`: everything, `fields`: of that, what is read from the lead itself."""

	names: tuple[str, ...] = ()
	fields: tuple[str, ...] = ()
	tree_fields: tuple[str, ...] = ()
	change_fields: tuple[str, ...] = ()
	looks_at_answers: bool = False
	looks_at_touches: bool = False


def looks_of(judged: Sequence[Judged], catalogue: FieldCatalogue) -> Looks:
	names = merged(fields_of(one.condition) for one in judged if one.condition)
	compiled = [one.compiled for one in judged if one.compiled]
	about_source = {ORIGIN, SOURCE_SIGNAL} & set(names)
	sources = [name for name in _SOURCE if about_source and name in catalogue]
	own = [name for name in names if not is_derived(name) and not is_answer(name)]
	return Looks(
		names=names,
		fields=merged([own, sources]),
		tree_fields=merged(one.tree_fields for one in compiled),
		change_fields=merged(one.change_fields for one in compiled),
		looks_at_answers=any(map(is_answer, names)),
		looks_at_touches=DerivedFacts(name for name in names if is_derived(name)).look_at_touches,
	)


class CompiledRouting:
	"""One policy. Immutable after construction and safe to share between threads."""

	def __init__(self, policy: RoutingPolicy, catalogue: FieldCatalogue) -> None:
		self.policy = policy
		self.version = policy.version or policy.title
		self.condition = Judged(policy.condition, catalogue)
		self.rules = tuple((rule, Judged(rule.condition, catalogue)) for rule in policy.rules)
		self.catalogue = catalogue

	@property
	def problems(self) -> tuple[Problem, ...]:
		rules = (judged.problem.at(RULE_ROW, row=rule.row) for rule, judged in self.rules if judged.problem)
		first = self.condition.problem
		return (*((first.at(CONDITION),) if first else ()), *rules)

	def is_reached(self, stage: Stage | None) -> bool:
		"""Whether a lead that stands there gets an owner. Leads of nobody's agreement stand nowhere, and get theirs at once; those in
		nurture or disqualified get none."""
		if stage is None:
			return True
		return rank(stage) >= max(rank(self.policy.first_stage), 0)

	def considered(self, lead: LeadSnapshot, now: datetime) -> tuple[ConsideredRule, ...]:
		"""Each rule that is tried, up to the one that wins. `lead`: with its facts."""
		found = []
		for rule, judged in self.rules:
			if rule.is_disabled:
				continue
			verdict = judged.holds(lead, now)
			found.append(
				ConsideredRule(rule=rule, verdict=verdict, seen=judged.seen(lead), problem=judged.problem)
			)
			if verdict:
				break
		return tuple(found)

	def rule_for(self, lead: LeadSnapshot, now: datetime) -> RoutingRule | None:
		for rule, judged in self.rules:
			if not rule.is_disabled and judged.holds(lead, now):
				return rule
		return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsideredRule:
	"""`verdict` is None when the rule could not be judged."""

	rule: RoutingRule
	verdict: bool | None
	seen: Seen
	problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsideredPolicy:
	policy: CompiledRouting
	verdict: bool | None
	seen: Seen


class RoutingPolicies:
	"""All that are live in a company, in the order in which they are tried: by priority, then by title. `since`: when the first of
	the company went live (naive, system time zone); leads of before get no owner by themselves.

	`fields` and the like: what decides whether a lead wants an owner at all. `to_choose`: what is looked at beside that when one is chosen.
	"""

	def __init__(
		self,
		policies: Sequence[CompiledRouting],
		since: datetime | None,
		catalogue: FieldCatalogue,
		origin_of: OriginOf | None = None,
	) -> None:
		self.policies = tuple(
			sorted(policies, key=lambda one: (one.policy.priority, one.policy.title.casefold(), one.version))
		)
		self.since = since
		own = looks_of([one.condition for one in self.policies], catalogue)
		self.to_choose = looks_of(
			[
				judged
				for one in self.policies
				for judged in (one.condition, *(of_rule for _rule, of_rule in one.rules))
			],
			catalogue,
		)
		self.names, self.fields = own.names, own.fields
		self.inputs = tuple(name for name in self.to_choose.names if not is_derived(name))
		self.tree_fields, self.change_fields = own.tree_fields, own.change_fields
		self.looks_at_answers = own.looks_at_answers
		self._facts = DerivedFacts((name for name in own.names if is_derived(name)), origin_of)
		self._all_facts = DerivedFacts((n for n in self.to_choose.names if is_derived(n)), origin_of)
		self.looks_at_touches = own.looks_at_touches

	def wants_owner(
		self, lead: LeadSnapshot, score: Scored | None, stage: Stage | None, now: datetime
	) -> bool:
		"""Of a lead without owner that takes part. One that no policy is for is not forgotten: somebody is told of it."""
		seen, _facts = self._facts.added_to(lead, score, stage)
		found = self.policy_for(seen, now)
		if found:
			return found.is_reached(stage)
		return any(one.is_reached(stage) for one in self.policies)

	def begins_again(
		self,
		lead: LeadSnapshot,
		score: Scored | None,
		before: Stage | None,
		stage: Stage | None,
		now: datetime,
	) -> bool:
		"""Of a lead that was put aside and came back: whether it has just come to the stage from which on it gets an owner."""
		seen, _facts = self._facts.added_to(lead, score, stage)
		found = self.policy_for(seen, now)
		return bool(found and found.is_reached(stage) and not found.is_reached(before))

	def policy_for(self, lead: LeadSnapshot, now: datetime) -> CompiledRouting | None:
		"""The first that is for the lead. `lead`: with its facts."""
		return next((one for one in self.policies if one.condition.holds(lead, now)), None)

	def with_facts(self, lead: LeadSnapshot, score: Scored | None, stage: Stage | None) -> LeadSnapshot:
		"""With all that conditions of policies and rules look at."""
		return self._all_facts.added_to(lead, score, stage)[0]

	def considered(self, lead: LeadSnapshot, now: datetime) -> tuple[ConsideredPolicy, ...]:
		"""Each that was tried, up to the one that is for the lead. `lead`: with its facts."""
		found = []
		for one in self.policies:
			verdict = one.condition.holds(lead, now)
			found.append(ConsideredPolicy(policy=one, verdict=verdict, seen=one.condition.seen(lead)))
			if verdict:
				break
		return tuple(found)
