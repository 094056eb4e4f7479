"""A lead of the past, as two models score it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..scoring.score import Score


class Scores(NamedTuple):
	"""`old` is None where no model is replaced. Without improvements."""

	old: Score | None
	new: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLead:
	"""`present`: scored as it is now, which is what going live would do. `judged`: scored with what was known of it when
	its outcome was still open. `won` is None where the outcome is not known. `newer`: created since the day from which the
	models are judged; what is known of older leads is only learned from."""

	name: str
	present: Scores
	judged: Scores
	won: bool | None
	newer: bool = True
