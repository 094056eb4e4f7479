"""Journey entries: which changes of a score are worth a row, and what the row holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from ..scoring.score import Score
from ..snapshot.lead_snapshot import LeadSnapshot

# Storage keeps nine decimals of a score or, from Frappe 17 on, the one that people see.
_ROUNDING: Final = 0.05 + 1e-6


class Cause(str, Enum):
	"""Why a lead was evaluated."""

	SAVE = "Save"
	RESCORE = "Re-score"
	POLICY = "Policy change"
	TIME = "Passing of time"
	RETRY = "Retry after a failure"
	TOUCH = "Touch"
	DECISION = "Decision"
	CONVERSION = "Conversion"
	RECONCILIATION = "Reconciliation"
	RELEASE = "Release"
	IMPORT = "Import"


class EntryKind(str, Enum):
	FIRST_SCORE = "First score"
	GRADE_CHANGED = "Grade changed"
	SCORE_CHANGED = "Score changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadState:
	"""What was stored of the lead's last evaluation. `points` are raw points on the scale of `model`; None before the
	first score."""

	points: int | None = None
	score: float | None = None
	grade: str | None = None
	model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyEntry:
	"""One row to append. `inputs` are the frozen inputs, enough to score the lead again with `model`."""

	kind: EntryKind
	cause: Cause
	at: datetime
	model: str
	before: LeadState
	after: LeadState
	inputs: dict[str, object]


def entry_for(
	lead: LeadSnapshot, fields: Iterable[str], before: LeadState, score: Score, cause: Cause, at: datetime
) -> JourneyEntry | None:
	"""The row for a new score, or None: a score that only time has moved within its grade makes no row.

	`fields` are those whose values are frozen with the row.
	"""
	after = state_of(score)
	if before.points is None and before.grade is None:
		kind = EntryKind.FIRST_SCORE
	elif before.grade != after.grade:
		kind = EntryKind.GRADE_CHANGED
	elif _differs(before, after) and cause is not Cause.TIME:
		kind = EntryKind.SCORE_CHANGED
	else:
		return None
	return JourneyEntry(
		kind=kind,
		cause=cause,
		at=at,
		model=after.model or "",
		before=before,
		after=after,
		inputs=lead.frozen(fields),
	)


def _differs(before: LeadState, after: LeadState) -> bool:
	"""Whether the score is another one. An unchanged score may come back from storage rounded."""
	if before.points != after.points or before.score is None or after.score is None:
		return True
	return abs(before.score - after.score) > _ROUNDING


def state_of(score: Score) -> LeadState:
	return LeadState(
		points=score.points, score=score.value, grade=score.grade, model=score.version or score.model
	)
