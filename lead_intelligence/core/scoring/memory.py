"""What follows from a value, worked out once: leads share most values of their choices and links."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from ..snapshot.values import Kind

Given = TypeVar("Given", bound=Hashable)
Result = TypeVar("Result")

RECURRING: Final = frozenset({Kind.CHOICE, Kind.LINK, Kind.TREE, Kind.YES_NO, Kind.LIST})
"""Kinds of which many leads hold the same value. For the others, remembering costs more than working it out."""

_MOST: Final = 2048
_LONGEST: Final = 120


class Memory(dict[Given, Result]):
	"""`memory[value]` gives the result of `work_out(value)`. A full memory begins afresh."""

	__slots__ = ("_work_out",)

	def __init__(self, work_out: Callable[[Given], Result]) -> None:
		self._work_out = work_out

	def __missing__(self, value: Given) -> Result:
		result = self._work_out(value)
		if not isinstance(value, (str, tuple)) or len(value) <= _LONGEST:
			if len(self) >= _MOST:
				self.clear()
			self[value] = result
		return result
