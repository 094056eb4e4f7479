"""An MQL goes to sales, or a lead of an SDR to an account executive: it is accepted, refused with a reason, or left to lapse.

Each function gives the decision that follows, or raises Refused with a sentence for the one who tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Final

from .acting import needs_evidence, needs_reason, next_proposal, placed_at, put_beside, refused, step_of
from .compiled import CompiledDefinition
from .engine import Judge, settled
from .place import Act, Decision, Place
from .stages import GIVEN_ON_FROM, Stage, rank


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


def hand_over(place: Place, definition: CompiledDefinition, now: datetime) -> Decision:
	"""An SDR passes a lead to an account executive, who is to accept or refuse it like any other."""
	if place.stage not in GIVEN_ON_FROM:
		raise refused(
			"Only a lead that sales has accepted can be handed over. This one is {stage}.",
			stage=place.stage.value if place.stage else Stage.RAW.value,
		)
	if place.due_at is not None:
		raise refused("This lead is being handed over already. Wait for the answer, or accept it yourself.")
	if not place.cycle:
		raise refused("This lead was placed as history. It is handed over once a manager has released it.")
	step = step_of(Act.HANDED_OVER, place, place.stage, now)
	after = replace(place, due_at=definition.acceptance_due(now))
	return Decision(place=after, steps=(step,), opens_handover=True)


def accept(place: Place, definition: CompiledDefinition, judge: Judge, now: datetime) -> Decision:
	"""Sales takes an MQL, or an account executive a lead of an SDR. The latter changes no stage."""
	needs_handover(place)
	if place.stage is not Stage.MQL:
		step = step_of(Act.ACCEPTED, place, place.stage, now)
		return Decision(place=replace(place, due_at=None), steps=(step,), closes_handover=True)
	evidence = judge(Stage.SAL)
	needs_evidence(evidence)
	step = step_of(Act.ACCEPTED, place, Stage.SAL, now, evidence=evidence.to_data())
	after = placed_at(place, Stage.SAL, now, definition, proposed=next_proposal(definition, judge, Stage.SAL))
	return Decision(place=after, steps=(step,), closes_handover=True)


def refuse(
	place: Place,
	definition: CompiledDefinition,
	judge: Judge,
	now: datetime,
	*,
	reason: str | None,
	consequence: Consequence,
	note: str | None = None,
	revisit_on: date | None = None,
) -> Decision:
	"""Sales does not take it: what follows is said by the reason that it gives. `note`: what else it says."""
	needs_handover(place)
	reason = needs_reason(reason)
	evidence: dict[str, object] = {"consequence": consequence.value}
	if note:
		evidence["note"] = note
	if consequence in _BESIDE_BY:
		return put_beside(
			Act.REFUSED, place, definition, judge, now, _BESIDE_BY[consequence], reason, revisit_on, evidence
		)
	if consequence is Consequence.BAD_DATA and place.stage is Stage.MQL:
		step = step_of(Act.REFUSED, place, Stage.RAW, now, reason=reason, evidence=evidence)
		# What made it an MQL may still hold. It is up to marketing to correct it and to move it up again.
		after = placed_at(place, Stage.RAW, now, definition, proposed=definition.next_stage(Stage.RAW))
		return Decision(place=after, steps=(step,), closes_handover=True)
	step = step_of(Act.REFUSED, place, place.stage, now, reason=reason, evidence=evidence)
	decision = Decision(place=replace(place, due_at=None), steps=(step,), closes_handover=True)
	return settled(decision, definition, now)


def contest(
	place: Place, definition: CompiledDefinition, now: datetime, *, reason: str | None, refused_in: int
) -> Decision:
	"""Marketing sends a refused lead to sales once more. `refused_in`: the cycle of the refusal."""
	reason = needs_reason(reason)
	if place.due_at is not None:
		raise refused("This lead waits for an acceptance already, so there is nothing to contest.")
	if place.cycle != refused_in or rank(place.stage) > rank(Stage.MQL):
		raise refused(
			"This lead has moved on since it was refused: it is {stage} now. There is nothing to contest.",
			stage=place.stage.value if place.stage else "",
		)
	step = step_of(Act.CONTESTED, place, Stage.MQL, now, reason=reason)
	after = placed_at(place, Stage.MQL, now, definition)
	return settled(Decision(place=after, steps=(step,)), definition, now)


def lapse(place: Place, now: datetime) -> Decision:
	"""Nobody has answered in time. It can still be accepted, late."""
	return Decision(place=place, steps=(step_of(Act.LAPSED, place, place.stage, now),))


def needs_handover(place: Place) -> None:
	if place.due_at is None:
		raise refused("This lead is not being handed over, so there is nothing to accept or to refuse.")
