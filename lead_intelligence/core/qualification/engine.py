"""What the engine does with a lead by itself: it places it, moves it up to MQL and no further, brings it back, and proposes.

A falling score never moves a lead down. What people have refused is not done again until something has changed: a stage that
stays proposed is left to people, and only criteria that are met anew move the lead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from .compiled import CompiledDefinition, StageEvidence
from .place import ORDINARY, Act, Circumstances, Decision, Place, Step
from .stages import BESIDE, CONVERTED, HIGHEST_BY_ITSELF, Stage, between, rank

Judge = Callable[[Stage], StageEvidence]


def decide(
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	circumstances: Circumstances = ORDINARY,
) -> Decision:
	"""What becomes of a lead at `now`. `judge` gives what is found of it for a stage."""
	if circumstances.converted and rank(circumstances.converted) > rank(place.stage):
		return _converted(place, definition, now, circumstances)
	if place.is_of_the_past:
		# Its stages have their dates. One of today would be no part of that history, and none that people have seen.
		return Decision(place=place)
	if not circumstances.takes_part or (circumstances.has_ended and place.stage is not None):
		return _left_alone(place, definition)
	if place.stage in BESIDE:
		decision = _come_back(place, definition, judge, now)
	elif place.stage in CONVERTED:
		return Decision(place=replace(place, proposed=None, definition=definition.version))
	else:
		decision = climb(_begun(place, circumstances), definition, judge, now)
	# A lead that had its outcome before anybody placed it is handed over to nobody.
	return decision if circumstances.has_ended else settled(decision, definition, now)


def settled(decision: Decision, definition: CompiledDefinition, now: datetime) -> Decision:
	"""With the hand-over that the stage asks for: one is open exactly while sales has an MQL to accept."""
	place = decision.place
	waits = place.stage is Stage.MQL and definition.hands_over and place.cycle > 0
	if waits and place.due_at is None:
		due_at = definition.acceptance_due(now)
		step = Step(
			act=Act.HANDED_OVER, before=Stage.MQL, after=Stage.MQL, at=now, cycle=place.cycle, evidence={}
		)
		return replace(
			decision,
			place=replace(place, due_at=due_at),
			steps=(*decision.steps, step),
			opens_handover=True,
		)
	moved_on = place.stage in (None, Stage.RAW, Stage.LEAD) or (
		place.stage is Stage.MQL and not definition.hands_over
	)
	if place.due_at and moved_on:
		return replace(decision, place=replace(place, due_at=None), closes_handover=True)
	return decision


def _left_alone(place: Place, definition: CompiledDefinition) -> Decision:
	"""What people have refused stays refused: the memory of it is kept, as long as the agreement is the same."""
	keeps_memory = place.stage in BESIDE or place.definition == definition.version
	proposed = place.proposed if keeps_memory else None
	return Decision(
		place=replace(place, proposed=proposed, due_at=None, definition=definition.version),
		closes_handover=place.due_at is not None,
	)


def _begun(place: Place, circumstances: Circumstances) -> Place:
	if place.stage is not None:
		return place
	return Place(cycle=0 if circumstances.is_history else 1)


def _converted(
	place: Place, definition: CompiledDefinition, now: datetime, circumstances: Circumstances
) -> Decision:
	"""ERPNext's records say that the lead is further than we know."""
	converted = circumstances.converted
	assert converted is not None
	cycle = _begun(place, circumstances).cycle if place.stage is None else cycle_of_conversion(place)
	at = circumstances.converted_at
	step = Step(
		act=Act.MOVED,
		before=place.stage,
		after=converted,
		at=at,
		cycle=cycle,
		evidence=skipped(place.stage, converted, definition),
	)
	after = Place(stage=converted, since=at, cycle=cycle, definition=definition.version)
	return Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)


def cycle_of_conversion(place: Place) -> int:
	"""What is made of a lead that was put aside brings it back."""
	return next_cycle(place) if place.stage in BESIDE else place.cycle


def skipped(before: Stage | None, after: Stage, definition: CompiledDefinition) -> dict[str, object]:
	"""The agreed stages that a move passes over, as evidence."""
	if before is None:
		return {}
	passed = [stage.value for stage in between(before, after) if stage in definition.ladder]
	return {"skipped": passed} if passed else {}


def climb(place: Place, definition: CompiledDefinition, judge: Judge, now: datetime) -> Decision:
	"""As far up as the lead goes by itself, and what is then proposed."""
	steps: list[Step] = []
	proposed: Stage | None = None
	stage = place.stage
	current = stage or Stage.RAW
	first_missing: StageEvidence | None = None
	while (following := definition.next_stage(current)) is not None:
		evidence = judge(following)
		if not evidence.is_met:
			first_missing = evidence
			break
		if not definition.moves_by_itself(following) or _was_refused(place, following, definition):
			# What only an acceptance can bring about is nothing to propose.
			proposed = None if following is Stage.SAL else following
			break
		steps.append(_step(stage, following, now, place.cycle, evidence.to_data()))
		stage = current = following
	if stage is None:
		stage = Stage.RAW
		evidence_data = first_missing.to_data() if first_missing else {}
		steps.append(_step(None, stage, now, place.cycle, evidence_data))
	after = replace(
		place,
		stage=stage,
		since=now if steps else place.since,
		proposed=proposed,
		definition=definition.version,
	)
	return Decision(place=after, steps=tuple(steps))


def _was_refused(place: Place, stage: Stage, definition: CompiledDefinition) -> bool:
	"""The criteria are met, were met before, and yet people have put the lead back. A new agreement judges anew."""
	return place.proposed is stage and place.definition == definition.version


def _come_back(place: Place, definition: CompiledDefinition, judge: Judge, now: datetime) -> Decision:
	way = definition.way_back
	evidence = [judge(stage) for stage in way]
	if not way or not all(found.is_met for found in evidence):
		return Decision(place=replace(place, proposed=None, definition=definition.version))
	goal = way[-1]
	is_due = place.revisit_on is not None and place.revisit_on <= now.date()
	is_new = place.proposed is None
	if not (is_due or is_new) or not definition.moves_by_itself(goal):
		return Decision(place=replace(place, proposed=goal, definition=definition.version))
	cycle = next_cycle(place)
	steps: list[Step] = []
	before = place.stage
	for stage, found in zip(way, evidence, strict=True):
		steps.append(_step(before, stage, now, cycle, found.to_data()))
		before = stage
	after = Place(stage=goal, since=now, cycle=cycle, definition=definition.version)
	return Decision(place=after, steps=tuple(steps)).then(climb(after, definition, judge, now))


def next_cycle(place: Place) -> int:
	"""History stays history until it is released."""
	return place.cycle + 1 if place.cycle else 0


def is_ready_to_come_back(definition: CompiledDefinition, judge: Judge) -> Stage | None:
	"""The stage that the lead qualifies for at this moment, which is no reason to come back as long as it stays so."""
	way = definition.way_back
	return way[-1] if way and all(judge(stage).is_met for stage in way) else None


def _step(before: Stage | None, after: Stage, at: datetime, cycle: int, evidence: dict[str, object]) -> Step:
	assert rank(after) <= rank(HIGHEST_BY_ITSELF)
	return Step(act=Act.MOVED, before=before, after=after, at=at, cycle=cycle, evidence=evidence)
