"""The middle of many numbers of which only is known how often each occurs."""

from __future__ import annotations

from .quantile import MEDIAN, Counts, quantiles_of


def median_of(counts: Counts) -> float | None:
	"""None for none at all. Of an even number of them, the middle lies between the two in the middle. Raises ValueError for counts below
	nought."""
	return quantiles_of(counts, (MEDIAN,))[0] if any(counts.values()) else None
