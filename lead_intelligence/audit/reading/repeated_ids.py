"""IDs that stand in more than one row, found with eight bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

_EXAMPLES = 5
_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedIds:
	"""`rows`: those whose ID stands in a row above. `examples`: some such IDs with the lines of their first two rows."""

	rows: int
	examples: dict[str, tuple[int, ...]]


class SeenIds:
	"""Remembers a fingerprint of each; that two of a million have the same happens once in forty million files."""

	def __init__(self) -> None:
		self._marks = array("Q")

	def add(self, text: str) -> None:
		self._marks.append(_mark(text))

	def repeated(self, ids: Iterable[tuple[int, str]]) -> RepeatedIds:
		"""`ids`: the same again with their lines, only looked at where some are repeated."""
		twice = [mark for mark, following in pairwise(sorted(self._marks)) if mark == following]
		return RepeatedIds(rows=len(twice), examples=_named(frozenset(twice), ids) if twice else {})


def _named(marks: frozenset[int], ids: Iterable[tuple[int, str]]) -> dict[str, tuple[int, ...]]:
	lines: dict[str, list[int]] = {}
	wanted = min(_EXAMPLES, len(marks))
	for line, text in ids:
		if text in lines or (len(lines) < wanted and _mark(text) in marks):
			found = lines.setdefault(text, [])
			if len(found) < _LINES:
				found.append(line)
				if len(lines) == wanted and all(len(found) == _LINES for found in lines.values()):
					break
	return {text: tuple(found) for text, found in lines.items()}


def _mark(text: str) -> int:
	return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")
