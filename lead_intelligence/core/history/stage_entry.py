"""Journey entries about stages: one for each act, with the inputs that were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..qualification.compiled import CompiledDefinition
from ..qualification.place import Step
from ..snapshot.lead_snapshot import LeadSnapshot
from .journey import Cause, LeadState


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
	"""One row to append. `state`: the score that the lead had. `inputs` are enough to judge the lead again with `definition`
	and `state.model`; None where no lead was looked at."""

	step: Step
	cause: Cause
	definition: str | None
	state: LeadState
	inputs: dict[str, object] | None = None


def entries_of(
	steps: tuple[Step, ...],
	lead: LeadSnapshot,
	definition: CompiledDefinition,
	facts: Mapping[str, object],
	state: LeadState,
	cause: Cause,
) -> tuple[StageEntry, ...]:
	"""What was derived of the lead goes with the evidence; the rest can be read from its frozen inputs."""
	if not steps:
		return ()
	inputs = lead.frozen(definition.inputs)
	derived = {name: _plain(value) for name, value in facts.items()}
	return tuple(
		StageEntry(
			step=_with_facts(step, derived) if step.evidence else step,
			cause=cause,
			definition=definition.version,
			state=state,
			inputs=inputs,
		)
		for step in steps
	)


def _with_facts(step: Step, facts: Mapping[str, object]) -> Step:
	if not facts:
		return step
	return replace(step, evidence={**step.evidence, "facts": facts})


def _plain(value: object) -> object:
	return value if isinstance(value, (str, int, float)) else str(value)
