"""What the first rows say of each column: whether it holds moments, and whether its values repeat."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..mapping.column_names import is_called
from ..reading.blank_text import is_blank
from ..reading.moment_text import MomentReader, UnreadableMoment
from ..tables.table import Table

SAMPLED = 2_000
_EPOCHS = ("epoch", "epoch-ms")
_LIKE_MOMENTS = (
	r".*_(at|on|date|datetime|timestamp|time|moment)|(date|time|timestamp|moment)(_.*)?|at|when|datetime"
)


@dataclass(slots=True)
class ColumnFacts:
	filled: int = 0
	moments: int = 0
	values: set[str] = field(default_factory=set)

	@property
	def is_dated(self) -> bool:
		"""Half of it at least: what else it holds is for the pass over the rows to reject."""
		return self.moments > 0 and 2 * self.moments >= self.filled

	@property
	def repeats(self) -> bool:
		return len(self.values) < self.filled


def column_facts(table: Table, reader: MomentReader, formats: tuple[str, ...]) -> dict[str, ColumnFacts]:
	"""Of a sample from the beginning; and where a column is blank there, of its first value below. `reader` is one of its own,
	for it counts what it reads."""
	counts_numbers = any(one.strip().lower() in _EPOCHS for one in formats)
	facts = [ColumnFacts() for _ in table.columns]
	# Seconds since 1970 look like any other number: the name must say that they are moments.
	may_count = [not counts_numbers or is_called(_LIKE_MOMENTS, name) for name in table.columns]
	rows, missing = 0, len(facts)
	for record in table.records():
		if record.problem:
			continue
		rows += 1
		for place, cell in enumerate(record.cells):
			found = facts[place]
			if (rows > SAMPLED and found.filled) or is_blank(text := cell.strip()):
				continue
			missing -= not found.filled
			found.filled += 1
			found.values.add(text)
			found.moments += (may_count[place] or not text.isdecimal()) and _is_moment(reader, text)
		if rows >= SAMPLED and not missing:
			break
	return dict(zip(table.columns, facts, strict=True))


def looks_dated(name: str) -> bool:
	"""By its name alone."""
	return is_called(_LIKE_MOMENTS, name)


def _is_moment(reader: MomentReader, text: str) -> bool:
	try:
		reader.read(text)
	except UnreadableMoment:
		return False
	return True
