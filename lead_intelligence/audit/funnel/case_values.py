"""What the events of a case say of the case itself, whatever the order of their lines."""

from __future__ import annotations

from typing import Generic, TypeVar

from ...core.funnel.cases import Moment

T = TypeVar("T")

_NOBODY_KNOWS_WHEN = 2**63


class CaseValues(Generic[T]):
	"""Of several values of a case, that of its earliest event counts, or of its latest. `of_several`: such cases. An event without a
	moment counts after all others."""

	def __init__(self, *, latest: bool = False) -> None:
		self._sign = -1 if latest else 1
		self._found: dict[int, tuple[int, T]] = {}
		self._of_several: set[int] = set()

	@property
	def of_several(self) -> int:
		return len(self._of_several)

	def note(self, case: int, moment: Moment | None, value: T) -> None:
		rank = _NOBODY_KNOWS_WHEN if moment is None else self._sign * moment.instant
		known = self._found.get(case)
		if known is None:
			self._found[case] = (rank, value)
			return
		if known[1] != value:
			self._of_several.add(case)
		if rank < known[0]:
			self._found[case] = (rank, value)

	def of(self, case: int) -> T | None:
		known = self._found.get(case)
		return known[1] if known else None
