"""What is asked of the Lead Funnel, beside whose leads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ..problems import Problem, Refused
from ..qualification.stages import LADDER, Stage, rank
from ..reporting.choices import chosen

BY_STAGE: Final = "Stage"
_RUNGS: Final = tuple(stage.value for stage in LADDER)


class Basis(str, Enum):
	COHORT = "Cohort of Entry"
	"""Leads that came to the first stage in the period, and whatever has become of them until now."""
	ACTIVITY = "Activity in the Period"
	"""Steps that were made in the period, whenever the leads had come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelQuestion:
	"""`by`: the stages themselves, or what leads are told apart by. `first`: None for all leads, from their first stage on. `last` comes
	after it."""

	by: str = BY_STAGE
	basis: Basis = Basis.COHORT
	first: Stage | None = None
	last: Stage = Stage.CUSTOMER

	@property
	def stages(self) -> tuple[Stage, ...]:
		"""From the first to the last of those that are asked for."""
		return LADDER[max(rank(self.first), 0) : rank(self.last) + 1]


def read_question(values: Mapping[str, object], groups: Collection[str]) -> FunnelQuestion:
	"""`groups`: all that leads can be told apart by, beside the stages. Raises Refused with a sentence."""
	by = chosen(values, "group_by", "Group By", (BY_STAGE, *groups), BY_STAGE)
	basis = chosen(values, "basis", "Basis", [one.value for one in Basis], Basis.COHORT.value)
	first = chosen(values, "from_stage", "From Stage", _RUNGS, "")
	last = chosen(values, "to_stage", "To Stage", _RUNGS, Stage.CUSTOMER.value)
	question = FunnelQuestion(
		by=by, basis=Basis(basis), first=Stage(first) if first else None, last=Stage(last)
	)
	if rank(question.last) <= max(rank(question.first), 0):
		raise Refused(
			Problem(
				place="To Stage",
				message="It must come after From Stage. The stages follow one another like this: {stages}.",
				values={"stages": ", ".join(_RUNGS)},
			)
		)
	return question
