"""What people do with a lead on its way: they put it aside, bring it back, move it up, and release it from history.

Each function gives the decision that follows, or raises Refused with a sentence for the one who tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from .acting import needs_evidence, needs_reason, placed_at, put_beside, refused, step_of
from .compiled import CompiledDefinition
from .engine import Judge, climb, next_cycle, settled, skipped
from .place import Act, Decision, Place, Step
from .stages import BESIDE, CONVERTED, Stage, rank


def put_aside(
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	*,
	to: Stage,
	reason: str | None,
	revisit_on: date | None = None,
) -> Decision:
	"""To Nurture, or to Disqualified."""
	reason = needs_reason(reason)
	if place.stage is Stage.CUSTOMER:
		raise refused("This lead is a customer already. Work with the customer instead.")
	if place.stage is to:
		raise refused("This lead is {stage} already.", stage=to.value)
	return put_beside(Act.MOVED, place, definition, judge, now, to, reason, revisit_on, {})


def bring_back(
	place: Place, definition: CompiledDefinition, judge: Judge, now: datetime, *, reason: str | None
) -> Decision:
	"""A new attempt with a lead that was put aside: as far up as its criteria are met."""
	reason = needs_reason(reason)
	if place.stage not in BESIDE:
		raise refused("Only leads in Nurture or Disqualified can be brought back.")
	reached, evidence = Stage.RAW, {}
	for stage in definition.way_back:
		found = judge(stage)
		if not found.is_met:
			break
		reached, evidence = stage, found.to_data()
	cycle = next_cycle(place)
	step = Step(
		act=Act.MOVED,
		before=place.stage,
		after=reached,
		at=now,
		cycle=cycle,
		reason=reason,
		evidence=evidence,
	)
	after = Place(stage=reached, since=now, cycle=cycle, definition=definition.version)
	decision = Decision(place=after, steps=(step,)).then(climb(after, definition, judge, now))
	return settled(decision, definition, now)


def move_up(
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	*,
	to: Stage,
	reason: str | None = None,
	overrides: bool = False,
) -> Decision:
	"""Into the next stage, whose criteria must be met. Who may override may also skip stages and criteria, and must say why."""
	if to not in definition.ladder or to in CONVERTED or rank(to) <= max(rank(place.stage), 0):
		raise refused(
			"A lead that is {stage} cannot be moved up to {to}.",
			stage=place.stage.value if place.stage else Stage.RAW.value,
			to=to.value,
		)
	if place.stage in BESIDE:
		raise refused("This lead was put aside. Bring it back first.")
	evidence = judge(to)
	data = evidence.to_data()
	if overrides:
		reason = needs_reason(reason)
		data = {**data, "overridden": True, **skipped(place.stage, to, definition)}
	else:
		following = definition.next_stage(place.stage)
		if following is not to:
			raise refused(
				"{stage} comes before {to}. Move the lead there first.",
				stage=following.value if following else "",
				to=to.value,
			)
		if to is Stage.SAL and definition.hands_over:
			raise refused("An MQL becomes SAL when sales accepts it. Accept it instead.")
		needs_evidence(evidence)
	step = step_of(Act.MOVED, place, to, now, reason=reason, evidence=data)
	# From there on it goes as far as it goes by itself.
	after = placed_at(place, to, now, definition)
	moved = Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)
	return settled(moved.then(climb(after, definition, judge, now)), definition, now)


def release(place: Place, definition: CompiledDefinition, now: datetime) -> Decision:
	"""A lead that was placed as history takes part from now on."""
	if place.cycle or place.stage is None:
		return Decision(place=place)
	released = replace(place, cycle=1)
	step = step_of(Act.RELEASED, released, place.stage, now)
	return settled(Decision(place=released, steps=(step,)), definition, now)
