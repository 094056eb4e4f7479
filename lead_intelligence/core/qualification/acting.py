"""What all acts of people have in common: a refusal that says what to do, a step for the journey, and the place that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from ..problems import Problem, Refused
from .compiled import CompiledDefinition, StageEvidence
from .engine import Judge, is_ready_to_come_back
from .place import Act, Circumstances, Decision, Place, Step
from .stages import Stage


def refused(message: str, **values: object) -> Refused:
	return Refused(Problem(message=message, values=values))


def needs_part(circumstances: Circumstances) -> None:
	if not circumstances.takes_part:
		raise refused("This lead is disabled or not to be contacted, so nothing is done with its stage.")


def needs_reason(reason: str | None) -> str:
	if not reason or not reason.strip():
		raise refused("'Reason' is missing. Say why, so that the others can learn from it.")
	return reason.strip()


def needs_evidence(evidence: StageEvidence) -> None:
	missing = [finding.criterion.label for finding in evidence.findings if finding.verdict is not True]
	if missing:
		message = "{stage} asks for more than is known of this lead: {missing}."
		raise refused(message, stage=evidence.stage.value, missing=", ".join(missing))


def next_proposal(definition: CompiledDefinition, judge: Judge, stage: Stage) -> Stage | None:
	following = definition.next_stage(stage)
	return following if following and following is not Stage.SAL and judge(following).is_met else None


def placed_at(
	place: Place,
	stage: Stage,
	now: datetime,
	definition: CompiledDefinition,
	*,
	proposed: Stage | None = None,
) -> Place:
	return Place(stage=stage, since=now, cycle=place.cycle, proposed=proposed, definition=definition.version)


def step_of(
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


def put_beside(
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
		raise refused(
			"'Revisit On' is {day}, which is not in the future. Choose a later day.", day=revisit_on
		)
	if revisit_on is not None:
		evidence = {**evidence, "revisit_on": revisit_on.isoformat()}
	step = step_of(act, place, to, now, reason=reason, evidence=evidence)
	ready = is_ready_to_come_back(definition, judge)
	after = replace(placed_at(place, to, now, definition, proposed=ready), revisit_on=revisit_on)
	return Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)
