"""How long something takes on one core."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_of(rounds: int, act: Callable[[], object]) -> float:
	"""Seconds of processor time of the fastest round: whatever else runs makes a round slower, never faster."""
	return min(_timed(act) for _ in range(rounds))


def _timed(act: Callable[[], object]) -> float:
	start = time.process_time()
	act()
	return time.process_time() - start
