"""Events in any order, kept as the first moment of each case and stage: twelve bytes for every such pair."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from ...core.funnel.cases import Moment

_NEVER, _UNDATED = -(2**63), -(2**63) + 1


class Events:
	def __init__(self) -> None:
		self.names: list[str] = []
		self.repeats = 0
		self._cases: dict[str, int] = {}
		self._instants: list[array[int]] = []
		self._days: list[array[int]] = []

	@property
	def stages_known(self) -> int:
		return len(self.names)

	def stage(self, name: str) -> int:
		"""A new one."""
		self.names.append(name)
		self._instants.append(array("q", [_NEVER]) * len(self._cases))
		self._days.append(array("i", [0]) * len(self._cases))
		return len(self.names) - 1

	def known_case(self, name: str) -> int | None:
		return self._cases.get(name)

	def new_case(self, name: str) -> int:
		"""Its number, from 0 in the order in which they are met."""
		number = self._cases[name] = len(self._cases)
		for instants, days in zip(self._instants, self._days, strict=True):
			instants.append(_NEVER)
			days.append(0)
		return number

	def add(self, case: int, place: int, moment: Moment | None) -> None:
		"""A moment that is known counts before one that is not."""
		instants = self._instants[place]
		known = instants[case]
		self.repeats += known != _NEVER
		if moment is None:
			if known == _NEVER:
				instants[case] = _UNDATED
		elif known <= _UNDATED or moment.instant < known:
			instants[case] = moment.instant
			self._days[place][case] = moment.day

	def came(self, place: int) -> bool:
		return any(instant != _NEVER for instant in self._instants[place])

	def cases(self, order: Sequence[int]) -> Iterator[tuple[int, list[Moment | None]]]:
		"""Of each case the bits of the stages to which it came, and their moments; the stages in this order."""
		columns = [(1 << bit, self._instants[place], self._days[place]) for bit, place in enumerate(order)]
		for number in range(len(self._cases)):
			came, moments = 0, []
			for bit, instants, days in columns:
				instant = instants[number]
				moment = None
				if instant != _NEVER:
					came |= bit
					if instant != _UNDATED:
						moment = Moment(instant, days[number])
				moments.append(moment)
			yield came, moments
