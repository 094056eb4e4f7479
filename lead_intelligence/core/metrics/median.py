"""The middle of many numbers of which only is known how often each occurs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate


def median_of(counts: Mapping[int, int]) -> float | None:
	"""`counts`: by number, how often. None for none at all."""
	if any(count < 0 for count in counts.values()):
		raise ValueError("Nothing occurs less often than never.")
	numbers = sorted(counts)
	up_to = list(accumulate(counts[number] for number in numbers))
	every = up_to[-1] if up_to else 0
	if not every:
		return None
	# Of an even number of them, the middle lies between the two in the middle.
	low, high = (
		next(number for number, passed in zip(numbers, up_to, strict=True) if passed > place)
		for place in ((every - 1) // 2, every // 2)
	)
	return (low + high) / 2
