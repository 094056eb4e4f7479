"""Ranking quality: how often a won lead has more points than a lost one."""

from __future__ import annotations

from .tally import TallyByPoints


def roc_auc(by_points: TallyByPoints) -> float | None:
	"""The share of (won, lost) pairs in which the won lead has more points; a tie counts half.

	Counted in whole numbers, so the result does not depend on the order of the leads. None without both
	won and lost leads.
	"""
	lost_below = half_pairs = won_in_all = 0
	for points in sorted(by_points):
		tally = by_points[points]
		half_pairs += tally.won * (2 * lost_below + tally.lost)
		lost_below += tally.lost
		won_in_all += tally.won
	pairs = won_in_all * lost_below
	return half_pairs / (2 * pairs) if pairs else None
