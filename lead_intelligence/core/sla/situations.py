"""From what became of the stage of a lead to what that means for its clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ..qualification.compiled import CompiledDefinition
from ..qualification.place import Act, Circumstances, Decision, Place
from ..qualification.stages import Stage, rank
from .keeping import HandingOver, HandoverAnswer, Situation, ending_of
from .planning import due_after
from .response_clock import Ending, Purpose, Start
from .terms import Terms


def with_agreed_acceptance(decision: Decision, terms: Terms | None, now: datetime) -> Decision:
	"""A policy that names a time for acceptance goes before the agreement's."""
	within = terms.targets.get(Purpose.ACCEPTANCE) if terms else None
	if terms is None or within is None or not decision.opens_handover:
		return decision
	return replace(decision, place=replace(decision.place, due_at=due_after(terms.hours, now, within)))


def situation_of(
	place: Place,
	decision: Decision | None,
	definition: CompiledDefinition | None,
	circumstances: Circumstances,
	terms: Terms | None,
	now: datetime,
	*,
	since: datetime | None = None,
	hot_at: datetime | None = None,
	answer: HandoverAnswer | None = None,
) -> Situation:
	"""`place`: where the lead stood before. `decision`: None where no agreement is for the lead; then it is due an answer from its
	creation on, unless it was imported."""
	if decision is None:
		return Situation(
			now=now,
			cycle=place.cycle or 1,
			ending=_ending(None, circumstances),
			starts=((Start.CREATED, circumstances.created or now),) if circumstances.is_new else (),
			since=since,
			hot_at=hot_at,
		)
	after = decision.place
	return Situation(
		now=now,
		stage=after.stage,
		cycle=after.cycle or 1,
		ending=_ending(after.stage, circumstances),
		starts=tuple(_starts(place, decision, circumstances, now)) if after.cycle else (),
		since=since,
		hot_at=hot_at,
		handed_over=_handed_over(decision, definition, terms, now),
		handover_ends=decision.closes_handover or after.due_at is None,
		answer=answer,
	)


def _ending(stage: Stage | None, circumstances: Circumstances) -> Ending | None:
	if stage is None and circumstances.has_records and circumstances.takes_part:
		return Ending.CONVERTED
	return ending_of(stage, takes_part=circumstances.takes_part, has_ended=circumstances.has_ended)


def _starts(
	place: Place, decision: Decision, circumstances: Circumstances, now: datetime
) -> Iterator[tuple[Start, datetime]]:
	after = decision.place
	released = next((step for step in decision.steps if step.act is Act.RELEASED), None)
	if released:
		yield Start.RELEASED, released.at or now
	elif place.stage is None:
		yield Start.CREATED, circumstances.created or now
	elif after.cycle > place.cycle:
		yield Start.CAME_BACK, now
	for step in decision.steps:
		if step.act is Act.MOVED and rank(step.before) < rank(Stage.MQL) <= rank(step.after):
			yield Start.MQL, step.at or now
			return


def _handed_over(
	decision: Decision, definition: CompiledDefinition | None, terms: Terms | None, now: datetime
) -> HandingOver | None:
	due_at = decision.place.due_at
	if definition is None or due_at is None or not decision.opens_handover:
		return None
	by_policy = terms.targets.get(Purpose.ACCEPTANCE) if terms else None
	if terms and by_policy is not None:
		return HandingOver(since=now, due_at=due_at, within=by_policy, hours=terms.hours)
	within = definition.definition.acceptance
	return HandingOver(since=now, due_at=due_at, within=within, hours=definition.hours)
