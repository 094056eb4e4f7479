"""Which of two definitions that are live at once decides on a lead that both are for."""

from __future__ import annotations

from enum import Enum

from .definition import Scope


class Precedence(str, Enum):
	"""Seen from the first of the two."""

	APART = "apart"
	WINS = "wins"
	YIELDS = "yields"
	BY_SUBJECT = "by subject"
	SAME = "same"


def precedence(one: Scope, other: Scope) -> Precedence:
	"""APART: no lead is claimed by both. BY_SUBJECT: both are for a product line, and the lead's first subject of interest
	decides. SAME: they are versions of one definition, of which only one is live."""
	if one == other:
		return Precedence.SAME
	segments = {one.market_segment, other.market_segment} - {None}
	if one.company != other.company or len(segments) > 1:
		return Precedence.APART
	if one.narrowness == other.narrowness:
		return Precedence.BY_SUBJECT
	return Precedence.WINS if one.narrowness > other.narrowness else Precedence.YIELDS
