"""The one pure decision: what a lead is worth now, on which stage it stands, and what of that enters its journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from .history.clock_entry import ClockEntry
from .history.journey import Cause, JourneyEntry, LeadState, entry_for, state_of
from .history.stage_entry import StageEntry, entries_of
from .qualification.acts import release
from .qualification.agreements import Agreements
from .qualification.compiled import CompiledDefinition, StageEvidence
from .qualification.engine import decide
from .qualification.facts import Scored
from .qualification.place import NOWHERE, ORDINARY, Circumstances, Decision, Place
from .qualification.stages import Stage
from .routing.compiled_policy import RoutingPolicies
from .rules.conditions import merged
from .scoring.compiled import CompiledModel
from .scoring.score import Score
from .sla.compiled_policy import ResponsePolicies
from .sla.keeping import NO_CLOCKS, ClockDecision, HandoverAnswer, keep
from .sla.response_clock import ResponseClock
from .sla.situations import situation_of, with_agreed_acceptance
from .snapshot.lead_snapshot import LeadSnapshot
from .snapshot.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
	"""What applies to a lead. No scoring model: the lead is not scored. No agreements: it has no stage. No response: nobody
	is due an answer but those who hand a lead over. No routing: owners are given by people alone.

	`fields` and the like: what any of them looks at in a lead.
	"""

	scoring: CompiledModel | None = None
	agreements: Agreements | None = None
	response: ResponsePolicies | None = None
	routing: RoutingPolicies | None = None
	fields: tuple[str, ...] = field(init=False)
	tree_fields: tuple[str, ...] = field(init=False)
	change_fields: tuple[str, ...] = field(init=False)
	looks_at_touches: bool = field(init=False)
	looks_at_answers: bool = field(init=False)

	def __post_init__(self) -> None:
		applied = (self.scoring, self.agreements, self.response, self.routing)
		both = [one for one in applied if one is not None]
		for name, value in (
			("fields", merged(one.fields for one in both)),
			("tree_fields", merged(one.tree_fields for one in both)),
			("change_fields", merged(one.change_fields for one in both)),
			("looks_at_touches", any(one.looks_at_touches for one in both)),
			(
				"looks_at_answers",
				any(
					one.looks_at_answers
					for one in (self.agreements, self.response, self.routing)
					if one is not None
				),
			),
		):
			object.__setattr__(self, name, value)

	@property
	def decide_something(self) -> bool:
		return bool(self.scoring or self.agreements or self.response or self.routing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
	"""`next_change_at`: when time alone may change the outcome (naive, system time zone), None for never. `decision`: what
	became of the stage; None where no definition claims the lead. `clocks`: what became of its response clocks. `wants_owner`: it
	has none, and is to be given one. `begins_again`: it has one from before it was put aside, and may get another."""

	score: Score | None
	entries: tuple[JourneyEntry | StageEntry | ClockEntry, ...]
	next_change_at: datetime | None
	decision: Decision | None = None
	clocks: ClockDecision = NO_CLOCKS
	wants_owner: bool = False
	begins_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
	"""A lead as a definition sees it at one moment."""

	definition: CompiledDefinition
	lead: LeadSnapshot
	facts: Mapping[str, Value]
	now: datetime

	def judge(self, stage: Stage) -> StageEvidence:
		return self.definition.judge(stage, self.lead, self.now)


def assess(
	lead: LeadSnapshot, definition: CompiledDefinition, score: Score | None, now: datetime
) -> Assessment:
	seen, facts = definition.add_facts(lead, score)
	return Assessment(definition=definition, lead=seen, facts=facts, now=now)


def evaluate_lead(
	lead: LeadSnapshot,
	policies: Policies,
	before: LeadState,
	now: datetime,
	cause: Cause = Cause.SAVE,
	*,
	as_of: datetime | None = None,
	improve: bool = False,
	place: Place = NOWHERE,
	circumstances: Circumstances = ORDINARY,
	releases: bool = False,
	clocks: Sequence[ResponseClock] = (),
	hot_at: datetime | None = None,
) -> Evaluation:
	"""Decide on a lead at `now` (naive, system time zone). Deterministic; touches nothing.

	`as_of`: for a lead whose outcome is known, the moment at which it was last scored before: from there on no time passes.
	`improve`: for those who show the score, who want to know what would raise it. Nothing of that is stored.
	`place`: on which stage the lead stands, and `circumstances` what else decides on it. `releases`: if it was placed as
	history, it takes part from now on. `clocks`: all of the lead. `hot_at`: when it showed intent after it was answered.
	"""
	model = policies.scoring
	score, entries, next_change_at = None, [], None
	if model is not None:
		score = model.score(lead, as_of or now, improve=improve)
		entry = entry_for(lead, model.fields, before, score, cause, now)
		next_change_at = None if as_of else model.next_change(lead, now)
		entries = [entry] if entry else []
	scored = Evaluation(score=score, entries=tuple(entries), next_change_at=next_change_at)
	definition = policies.agreements.of(lead) if policies.agreements else None
	if definition:
		scored = _with_stage(scored, lead, definition, before, now, cause, place, circumstances, releases)
	following = Following(
		policies=policies,
		lead=lead,
		score=scored.score,
		state=state_of(scored.score) if scored.score else before,
		definition=definition,
		place=place,
		circumstances=circumstances,
		now=now,
	)
	decision, kept = following.after(scored.decision, clocks, hot_at=hot_at)
	return replace(
		scored,
		decision=decision,
		clocks=kept,
		entries=(*scored.entries, *kept.entries),
		wants_owner=wants_owner(
			lead,
			scored.score,
			policies.routing,
			decision.place if decision else place if place.is_of_the_past else None,
			circumstances,
			now,
			releases=releases,
		),
		begins_again=begins_again(lead, scored.score, policies.routing, place, decision, circumstances, now),
	)


def wants_owner(
	lead: LeadSnapshot,
	score: Scored | None,
	routing: RoutingPolicies | None,
	place: Place | None,
	circumstances: Circumstances,
	now: datetime,
	*,
	releases: bool = False,
) -> bool:
	"""Whether a lead is to be given an owner. `place`: None where no definition claims it. Leads of before the first routing policy wait
	for a release, or for the next stage that they reach."""
	if not (routing and circumstances.is_unowned and circumstances.takes_part) or circumstances.has_ended:
		return False
	stage = place.stage if place else None
	if place and place.cycle == 0:
		return False
	known = [at for at in (circumstances.created, place.since if place else None) if at]
	is_recent = releases or routing.since is None or not known or max(known) >= routing.since
	return is_recent and routing.wants_owner(lead, score, stage, now)


def begins_again(
	lead: LeadSnapshot,
	score: Scored | None,
	routing: RoutingPolicies | None,
	before: Place,
	decision: Decision | None,
	circumstances: Circumstances,
	now: datetime,
) -> bool:
	"""Whether a lead has come back from where it was put aside: who had it then may have left, or have no room. In its first cycle, none
	has been away."""
	if routing is None or decision is None or not decision.steps or decision.place.cycle <= 1:
		return False
	if circumstances.is_unowned or not circumstances.takes_part or circumstances.has_ended:
		return False
	return routing.begins_again(lead, score, before.stage, decision.place.stage, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
	"""How the clocks of a lead follow its stage. `place`: where it stood before; `state`: the score that it has."""

	policies: Policies
	lead: LeadSnapshot
	score: Score | None
	state: LeadState
	definition: CompiledDefinition | None
	place: Place
	circumstances: Circumstances
	now: datetime

	def after(
		self,
		decision: Decision | None,
		clocks: Sequence[ResponseClock],
		*,
		hot_at: datetime | None = None,
		answer: HandoverAnswer | None = None,
	) -> tuple[Decision | None, ClockDecision]:
		"""The decision, with the time that the policy gives for acceptance, and what becomes of the clocks."""
		response, now = self.policies.response, self.now
		stage = decision.place.stage if decision else None
		terms = response.terms(self.lead, self.score, self.state.grade, stage, now) if response else None
		if decision:
			decision = with_agreed_acceptance(decision, terms, now)
		situation = situation_of(
			self.place,
			decision,
			self.definition,
			self.circumstances,
			terms,
			now,
			since=response.since if response else None,
			hot_at=hot_at,
			answer=answer,
		)
		return decision, keep(clocks, situation, terms)


def _with_stage(
	scored: Evaluation,
	lead: LeadSnapshot,
	definition: CompiledDefinition,
	before: LeadState,
	now: datetime,
	cause: Cause,
	place: Place,
	circumstances: Circumstances,
	releases: bool,
) -> Evaluation:
	seen = assess(lead, definition, scored.score, now)
	decision = decide(place, definition, seen.judge, now, circumstances)
	takes_part = circumstances.takes_part and not circumstances.has_ended
	if releases and takes_part:
		decision = decision.then(release(decision.place, definition, now))
	state = state_of(scored.score) if scored.score else before
	rows = entries_of(decision.steps, lead, definition, seen.facts, state, cause)
	next_change_at = scored.next_change_at
	if takes_part:
		moments = [next_change_at, definition.next_change(seen.lead, now), _revisit(decision.place, now)]
		next_change_at = min((moment for moment in moments if moment), default=None)
	return replace(scored, entries=(*scored.entries, *rows), next_change_at=next_change_at, decision=decision)


def _revisit(place: Place, now: datetime) -> datetime | None:
	"""The midnight at which a lead that was put aside is to be looked at again."""
	at = datetime.combine(place.revisit_on, time.min) if place.revisit_on else None
	return at if at and at > now else None
