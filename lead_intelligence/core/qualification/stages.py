"""The stages of a lead's life: a ladder to climb, and two places beside it."""

from __future__ import annotations

from enum import Enum
from typing import Final


class Stage(str, Enum):
	RAW = "Raw"
	LEAD = "Lead"
	MQL = "MQL"
	SAL = "SAL"
	SQL = "SQL"
	OPPORTUNITY = "Opportunity"
	CUSTOMER = "Customer"
	NURTURE = "Nurture"
	DISQUALIFIED = "Disqualified"


LADDER: Final = (
	Stage.RAW,
	Stage.LEAD,
	Stage.MQL,
	Stage.SAL,
	Stage.SQL,
	Stage.OPPORTUNITY,
	Stage.CUSTOMER,
)
BESIDE: Final = frozenset({Stage.NURTURE, Stage.DISQUALIFIED})

AGREED: Final = (Stage.LEAD, Stage.MQL, Stage.SAL, Stage.SQL)
"""Those that a definition may use or leave out. All others exist whatever it says."""

CONVERTED: Final = frozenset({Stage.OPPORTUNITY, Stage.CUSTOMER})
"""Those that follow from records of ERPNext, not from criteria."""

GIVEN_ON_FROM: Final = frozenset({Stage.SAL, Stage.SQL, Stage.OPPORTUNITY})
"""Those on which one of sales may hand a lead on to another."""

HIGHEST_BY_ITSELF: Final = Stage.MQL
"""Further up, only people move leads."""

_RANKS: Final = {stage: rank for rank, stage in enumerate(LADDER)}


def rank(stage: Stage | None) -> int:
	"""The rung of the ladder, from 0 for Raw; -1 beside it and before the first stage."""
	return -1 if stage is None else _RANKS.get(stage, -1)


def is_cold(stage: Stage | None) -> bool:
	"""Whether it is too early, or too late, for a sales rep to work on the lead."""
	return rank(stage) < _RANKS[Stage.MQL]


def between(before: Stage | None, after: Stage) -> tuple[Stage, ...]:
	"""The rungs that a step up passes over."""
	return LADDER[rank(before) + 1 : rank(after)] if rank(after) >= 0 else ()
