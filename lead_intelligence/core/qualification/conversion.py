"""What ERPNext makes of a lead moves it, and the gate before that: opened by people, bypassed by guests and programs.

Each function gives the decision that follows, or raises Refused with a sentence for the one who tried.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from .acting import needs_reason, step_of
from .compiled import CompiledDefinition
from .engine import cycle_of_conversion, settled, skipped
from .place import Act, Decision, Place, Step
from .stages import GIVEN_ON_FROM, Stage, rank


def convert(
	place: Place,
	definition: CompiledDefinition | None,
	to: Stage,
	at: datetime | None,
	record: tuple[str, str] | None,
) -> Decision:
	"""ERPNext has made something of the lead. `at` is None where nobody knows when. What does not lead further up changes
	nothing."""
	if rank(to) <= rank(place.stage):
		return Decision(place=place)
	cycle = cycle_of_conversion(place)
	step = Step(
		act=Act.MOVED,
		before=place.stage,
		after=to,
		at=at,
		cycle=cycle,
		evidence=skipped(place.stage, to, definition) if definition else {},
		record=record,
	)
	after = Place(
		stage=to,
		since=at,
		cycle=cycle,
		definition=definition.version if definition else place.definition,
	)
	return Decision(place=after, steps=(step,), closes_handover=place.due_at is not None)


def fall_back(
	place: Place,
	definition: CompiledDefinition | None,
	now: datetime,
	*,
	to: Stage,
	at: datetime | None,
	record: tuple[str, str] | None,
	proposed: Stage | None = None,
	revisit_on: date | None = None,
) -> Decision:
	"""What ERPNext had made of the lead is gone: it is again what it was before. `proposed` and `revisit_on`: of a lead that
	had been put aside."""
	step = Step(act=Act.MOVED, before=place.stage, after=to, at=at, cycle=place.cycle, record=record)
	keeps = to in GIVEN_ON_FROM
	after = replace(
		place,
		stage=to,
		since=at,
		proposed=proposed,
		revisit_on=revisit_on,
		due_at=place.due_at if keeps else None,
	)
	closes = place.due_at is not None and not keeps
	decision = Decision(place=after, steps=(step,), closes_handover=closes)
	return settled(decision, definition, now) if definition else decision


def open_gate(place: Place, now: datetime, *, target: str, demanded: Stage, reason: str | None) -> Decision:
	"""From here on, and as long as this cycle lasts, the lead may become `target` although it has not reached `demanded`."""
	evidence: dict[str, object] = {"target": target, "demanded": demanded.value}
	step = step_of(Act.GATE_OPENED, place, place.stage, now, reason=needs_reason(reason), evidence=evidence)
	return Decision(place=place, steps=(step,))


def bypass_gate(
	place: Place, now: datetime, *, target: str, demanded: Stage, record: tuple[str, str]
) -> Decision:
	"""A guest or a program made something of a lead that was not that far. It is never refused, and not kept secret either."""
	evidence: dict[str, object] = {"target": target, "demanded": demanded.value}
	step = replace(step_of(Act.GATE_BYPASSED, place, place.stage, now, evidence=evidence), record=record)
	return Decision(place=place, steps=(step,))
