"""The open clocks of a lead as one short text, which lists show and from which saves know what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from .response_clock import Purpose, ResponseClock

_PAUSED: Final = "paused"
_BETWEEN: Final = "; "

UNPLANNED: Final = "First Response pending"
"""What a new lead says whose evaluation failed: whether it is due an answer is decided when it is evaluated again."""

OpenClocks = Mapping[Purpose, datetime | None]
"""By purpose, when it is due; None for a clock that is paused."""


def open_clocks(clocks: Iterable[ResponseClock]) -> OpenClocks:
	return {one.purpose: None if one.paused_since else one.due_at for one in clocks if one.is_open}


def to_text(clocks: OpenClocks) -> str | None:
	"""Such as 'First Response 2026-11-26 10:00:00; Next Touch paused'. None where none is open."""
	parts = [f"{purpose.value} {clocks[purpose] or _PAUSED}" for purpose in Purpose if purpose in clocks]
	return _BETWEEN.join(parts) or None


def from_text(text: str | None) -> OpenClocks:
	"""What cannot be read is left out: only the app writes it."""
	found: dict[Purpose, datetime | None] = {}
	for part in (text or "").split(_BETWEEN):
		for purpose in Purpose:
			said = part.removeprefix(f"{purpose.value} ")
			if said == _PAUSED:
				found[purpose] = None
			elif said != part and (due_at := _moment(said)):
				found[purpose] = due_at
	return found


def _moment(text: str) -> datetime | None:
	try:
		return datetime.fromisoformat(text)
	except ValueError:
		return None


def nearest_due(clocks: OpenClocks) -> datetime | None:
	return min((due_at for due_at in clocks.values() if due_at), default=None)
