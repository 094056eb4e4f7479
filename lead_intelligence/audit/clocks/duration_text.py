"""Durations as people read them, and as seconds to calculate with."""

from __future__ import annotations

from datetime import timedelta

_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def in_words(seconds: float, *, days: bool) -> str:
	"""To the second, as hours:minutes:seconds; below a minute to the millisecond. Without `days` hours go on: a working
	day has fewer than 24."""
	if seconds < _MINUTE and (shown := f"{seconds:.3f}".rstrip("0").rstrip(".")) != "60":
		return f"{shown} s"
	whole = int(seconds + 0.5)
	before = ""
	if days and whole >= _DAY:
		before, whole = f"{whole // _DAY:,} d ", whole % _DAY
	hours = f"{whole // _HOUR:02}" if before else f"{whole // _HOUR:,}"
	return f"{before}{hours}:{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"


def as_seconds(duration: timedelta) -> str:
	"""Exact: 271, 271.5, -0.000001."""
	whole, fraction = divmod(abs(duration), timedelta(seconds=1))
	decimals = f".{fraction // timedelta(microseconds=1):06}".rstrip("0").rstrip(".")
	return f"{'-' if duration < timedelta(0) else ''}{whole}{decimals}"


def rounded_seconds(seconds: float) -> str:
	"""To the microsecond."""
	return f"{seconds:.6f}".rstrip("0").rstrip(".")


def in_minutes(limit: timedelta) -> int | float:
	minutes = limit / timedelta(minutes=1)
	return int(minutes) if minutes.is_integer() else minutes
