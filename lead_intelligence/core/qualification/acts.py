"""What people do with a lead: they accept it, refuse it, put it aside, bring it back, move it up, and open gates.

Each gives the decision that follows, or raises Refused with a sentence for the one who tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from .compiled import CompiledDefinition, StageEvidence
from .engine import Judge, is_ready_to_come_back, next_cycle, settled, skipped
from .place import Act, Decision, Place, Step
from .stages import BESIDE, CONVERTED, Stage, rank


class Consequence(str, Enum):
	"""What a reason for refusing a lead leads to."""

	NURTURE = "Recycle to Nurture"
	DISQUALIFY = "Disqualify"
	WRONG_TERRITORY = "Wrong Territory"
	DUPLICATE = "Duplicate"
	BAD_DATA = "Bad Data"


_BESIDE_BY: Final = {
	Consequence.NURTURE: Stage.NURTURE,
	Consequence.DISQUALIFY: Stage.DISQUALIFIED,
	Consequence.DUPLICATE: Stage.DISQUALIFIED,
}


def _refused(message: str, **values: object) -> Refused:
	return Refused(Problem(message=message, values=values))


def _needs_reason(reason: str | None) -> str:
	if not reason or not reason.strip():
		raise _refused("'Reason' is missing. Say why, so that the others can learn from it.")
	return reason.strip()


def accept(place: Place, definition: CompiledDefinition, judge: Judge, now: datetime) -> Decision:
	"""Sales takes an MQL, or an account executive a lead of an SDR. The latter changes no stage."""
	_needs_handover(place)
	if place.stage is not Stage.MQL:
		step = _step(Act.ACCEPTED, place, place.stage, now)
		return Decision(place=replace(place, due_at=None), steps=(step,), closes_handover=True)
	evidence = judge(Stage.SAL)
	_needs(evidence)
	step = _step(Act.ACCEPTED, place, Stage.SAL, now, evidence=evidence.to_data())
	after = _at(place, Stage.SAL, now, definition, proposed=_next_proposal(definition, judge, Stage.SAL))
	return Decision(place=after, steps=(step,), closes_handover=True)


def refuse(
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	*,
	reason: str | None,
	consequence: Consequence,
	revisit_on: date | None = None,
) -> Decision:
	"""Sales does not take it: what follows is said by the reason that it gives."""
	_needs_handover(place)
	reason = _needs_reason(reason)
	evidence: dict[str, object] = {"consequence": consequence.value}
	if consequence in _BESIDE_BY:
		return _put_beside(
			Act.REFUSED, place, definition, judge, now, _BESIDE_BY[consequence], reason, revisit_on, evidence
		)
	if consequence is Consequence.BAD_DATA and place.stage is Stage.MQL:
		step = _step(Act.REFUSED, place, Stage.RAW, now, reason=reason, evidence=evidence)
		# What made it an MQL may still hold. It is up to marketing to correct it and to move it up again.
		after = _at(place, Stage.RAW, now, definition, proposed=definition.next_stage(Stage.RAW))
		return Decision(place=after, steps=(step,), closes_handover=True)
	step = _step(Act.REFUSED, place, place.stage, now, reason=reason, evidence=evidence)
	decision = Decision(place=replace(place, due_at=None), steps=(step,), closes_handover=True)
	return settled(decision, definition, now)


def contest(
	place: Place, definition: CompiledDefinition, now: datetime, *, reason: str | None, refused_in: int
) -> Decision:
	"""Marketing sends a refused lead to sales once more. `refused_in`: the cycle of the refusal."""
	reason = _needs_reason(reason)
	if place.due_at is not None:
		raise _refused("This lead waits for an acceptance already, so there is nothing to contest.")
	if place.cycle != refused_in or rank(place.stage) > rank(Stage.MQL):
		raise _refused(
			"This lead has moved on since it was refused: it is {stage} now. There is nothing to contest.",
			stage=place.stage.value if place.stage else "",
		)
	step = _step(Act.CONTESTED, place, Stage.MQL, now, reason=reason)
	after = _at(place, Stage.MQL, now, definition)
	return settled(Decision(place=after, steps=(step,)), definition, now)


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
	reason = _needs_reason(reason)
	if place.stage is Stage.CUSTOMER:
		raise _refused("This lead is a customer already. Work with the customer instead.")
	if place.stage is to:
		raise _refused("This lead is {stage} already.", stage=to.value)
	return _put_beside(Act.MOVED, place, definition, judge, now, to, reason, revisit_on, {})


def _put_beside(
	act: Act,
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	to: Stage,
	reason: str,
	revisit_on: date | None,
	evidence: dict[str, object],
) -> Decision:
	if revisit_on is not None and revisit_on <= now.date():
		raise _refused(
			"'Revisit On' is {day}, which is not in the future. Choose a later day.", day=revisit_on
		)
	if revisit_on is not None:
		evidence = {**evidence, "revisit_on": revisit_on.isoformat()}
	step = _step(act, place, to, now, reason=reason, evidence=evidence)
	ready = is_ready_to_come_back(definition, judge)
	after = replace(_at(place, to, now, definition, proposed=ready), revisit_on=revisit_on)
	return Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)


def bring_back(
	place: Place, definition: CompiledDefinition, judge: Judge, now: datetime, *, reason: str | None
) -> Decision:
	"""A new attempt with a lead that was put aside: as far up as its criteria are met."""
	reason = _needs_reason(reason)
	if place.stage not in BESIDE:
		raise _refused("Only leads in Nurture or Disqualified can be brought back.")
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
	return settled(Decision(place=after, steps=(step,)), definition, now)


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
		raise _refused(
			"A lead that is {stage} cannot be moved up to {to}.",
			stage=place.stage.value if place.stage else Stage.RAW.value,
			to=to.value,
		)
	if place.stage in BESIDE:
		raise _refused("This lead was put aside. Bring it back first.")
	evidence = judge(to)
	data = evidence.to_data()
	if overrides:
		reason = _needs_reason(reason)
		data = {**data, "overridden": True, **skipped(place.stage, to, definition)}
	else:
		following = definition.next_stage(place.stage)
		if following is not to:
			raise _refused(
				"{stage} comes before {to}. Move the lead there first.",
				stage=following.value if following else "",
				to=to.value,
			)
		if to is Stage.SAL and definition.hands_over:
			raise _refused("An MQL becomes SAL when sales accepts it. Accept it instead.")
		_needs(evidence)
	step = _step(Act.MOVED, place, to, now, reason=reason, evidence=data)
	after = _at(place, to, now, definition, proposed=_next_proposal(definition, judge, to))
	closes = place.due_at is not None
	return settled(Decision(place=after, steps=(step,), closes_handover=closes), definition, now)


def hand_over(place: Place, definition: CompiledDefinition, now: datetime) -> Decision:
	"""An SDR passes a lead to an account executive, who is to accept or refuse it like any other."""
	if place.stage not in (Stage.SAL, Stage.SQL, Stage.OPPORTUNITY):
		raise _refused(
			"Only a lead that sales has accepted can be handed over. This one is {stage}.",
			stage=place.stage.value if place.stage else Stage.RAW.value,
		)
	if place.due_at is not None:
		raise _refused("This lead is being handed over already. Wait for the answer, or accept it yourself.")
	step = _step(Act.HANDED_OVER, place, place.stage, now)
	after = replace(place, due_at=definition.acceptance_due(now))
	return Decision(place=after, steps=(step,), opens_handover=True)


def lapse(place: Place, now: datetime) -> Decision:
	"""Nobody has answered in time. It can still be accepted, late."""
	return Decision(place=place, steps=(_step(Act.LAPSED, place, place.stage, now),))


def convert(
	place: Place,
	definition: CompiledDefinition | None,
	to: Stage,
	at: datetime | None,
	record: tuple[str, str],
) -> Decision:
	"""ERPNext has made something of the lead. `at` is None where nobody knows when. What does not lead further up changes
	nothing."""
	if rank(to) <= rank(place.stage):
		return Decision(place=place)
	evidence = skipped(place.stage, to, definition) if definition else {}
	step = Step(
		act=Act.MOVED,
		before=place.stage,
		after=to,
		at=at,
		cycle=place.cycle,
		evidence=evidence,
		record=record,
	)
	after = Place(
		stage=to,
		since=at,
		cycle=place.cycle,
		definition=definition.version if definition else place.definition,
	)
	return Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)


def fall_back(place: Place, to: Stage, at: datetime | None, record: tuple[str, str] | None) -> Decision:
	"""What ERPNext had made of the lead is gone: it is again what it was before."""
	step = Step(act=Act.MOVED, before=place.stage, after=to, at=at, cycle=place.cycle, record=record)
	return Decision(place=replace(place, stage=to, since=at, proposed=None), steps=(step,))


def open_gate(place: Place, now: datetime, *, target: str, demanded: Stage, reason: str | None) -> Decision:
	"""From here on, and as long as this cycle lasts, the lead may become `target` although it has not reached `demanded`."""
	evidence: dict[str, object] = {"target": target, "demanded": demanded.value}
	step = _step(Act.GATE_OPENED, place, place.stage, now, reason=_needs_reason(reason), evidence=evidence)
	return Decision(place=place, steps=(step,))


def bypass_gate(
	place: Place, now: datetime, *, target: str, demanded: Stage, record: tuple[str, str]
) -> Decision:
	"""A guest or a program made something of a lead that was not that far. It is never refused, and not kept secret either."""
	evidence: dict[str, object] = {"target": target, "demanded": demanded.value}
	step = replace(_step(Act.GATE_BYPASSED, place, place.stage, now, evidence=evidence), record=record)
	return Decision(place=place, steps=(step,))


def release(place: Place, definition: CompiledDefinition, now: datetime) -> Decision:
	"""A lead that was placed as history takes part from now on."""
	if place.cycle:
		return Decision(place=place)
	released = replace(place, cycle=1)
	step = _step(Act.RELEASED, released, place.stage, now)
	return settled(Decision(place=released, steps=(step,)), definition, now)


def _needs_handover(place: Place) -> None:
	if place.due_at is None:
		raise _refused("This lead is not being handed over, so there is nothing to accept or to refuse.")


def _needs(evidence: StageEvidence) -> None:
	missing = [finding.criterion.label for finding in evidence.findings if finding.verdict is not True]
	if missing:
		message = "{stage} asks for more than is known of this lead: {missing}."
		raise _refused(message, stage=evidence.stage.value, missing=", ".join(missing))


def _next_proposal(definition: CompiledDefinition, judge: Judge, stage: Stage) -> Stage | None:
	following = definition.next_stage(stage)
	return following if following and following is not Stage.SAL and judge(following).is_met else None


def _at(
	place: Place,
	stage: Stage,
	now: datetime,
	definition: CompiledDefinition,
	*,
	proposed: Stage | None = None,
) -> Place:
	return Place(stage=stage, since=now, cycle=place.cycle, proposed=proposed, definition=definition.version)


def _step(
	act: Act,
	place: Place,
	after: Stage | None,
	at: datetime,
	*,
	reason: str | None = None,
	evidence: dict[str, object] | None = None,
) -> Step:
	return Step(
		act=act,
		before=place.stage,
		after=after,
		at=at,
		cycle=place.cycle,
		reason=reason,
		evidence=evidence or {},
	)
