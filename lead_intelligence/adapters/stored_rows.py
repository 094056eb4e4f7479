"""What is stored, beside what should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

Name = TypeVar("Name")
Row = TypeVar("Row", bound=Hashable)


def differences(
	stored: Iterable[tuple[Name, Row]], meant: Iterable[Row]
) -> tuple[list[tuple[Name, Row]], list[Row]]:
	"""What is stored and should not be, by the names of the rows, and what should be and is not. Equal rows are counted."""
	missing = Counter(meant)
	gone: list[tuple[Name, Row]] = []
	for name, row in stored:
		if missing[row] > 0:
			missing[row] -= 1
		else:
			gone.append((name, row))
	return gone, list(missing.elements())
