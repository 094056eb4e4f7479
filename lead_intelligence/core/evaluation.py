"""The one pure decision: what a lead is worth now, and what of that enters its journey."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .history.journey import Cause, JourneyEntry, LeadState, entry_for
from .scoring.compiled import CompiledModel
from .scoring.score import Score
from .snapshot.lead_snapshot import LeadSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
	"""What applies to a lead. No scoring model: the lead is not scored."""

	scoring: CompiledModel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
	"""`next_change_at`: when time alone may change the outcome (naive, system time zone), None for never."""

	score: Score | None
	entries: tuple[JourneyEntry, ...]
	next_change_at: datetime | None


def evaluate_lead(
	lead: LeadSnapshot,
	policies: Policies,
	before: LeadState,
	now: datetime,
	cause: Cause = Cause.SAVE,
	*,
	as_of: datetime | None = None,
	improve: bool = False,
) -> Evaluation:
	"""Decide on a lead at `now` (naive, system time zone). Deterministic; touches nothing.

	`as_of`: for a lead whose outcome is known, the moment at which it was last scored before: from there on no time passes.
	`improve`: for those who show the score, who want to know what would raise it. Nothing of that is stored.
	"""
	model = policies.scoring
	if model is None:
		return Evaluation(score=None, entries=(), next_change_at=None)
	score = model.score(lead, as_of or now, improve=improve)
	entry = entry_for(lead, model.fields, before, score, cause, now)
	next_change_at = None if as_of else model.next_change(lead, now)
	return Evaluation(score=score, entries=(entry,) if entry else (), next_change_at=next_change_at)
