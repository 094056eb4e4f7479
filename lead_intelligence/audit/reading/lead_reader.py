"""Snapshots of leads from the rows of a table, and what the rows left unsaid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ...core.snapshot.lead_snapshot import LeadSnapshot
from ...core.snapshot.values import EMPTY, UNKNOWN, Kind, Value
from ..mapping.column_map import ColumnMap, FieldColumn
from .cell_reader import RememberedCells, Unreadable, cell_reader, moment_reader, tree_path

_EXAMPLES = 5


@dataclass(slots=True)
class FieldGap:
	"""What is missing in one field, over all leads read so far. `unknown` includes what was `unreadable`."""

	mapped: FieldColumn
	unknown: int = 0
	empty: int = 0
	unreadable: int = 0
	examples: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cell:
	index: int
	name: str
	cells: RememberedCells
	gap: FieldGap
	tree_separator: str | None


class LeadReader:
	def __init__(self, column_map: ColumnMap, columns: Sequence[str]) -> None:
		position = {column: index for index, column in enumerate(columns)}
		self._id = position.get(column_map.id_column or "")
		self._company = position.get(column_map.company_column or "")
		self._without_column: list[FieldGap] = []
		self._plan: list[_Cell] = []
		self._changes = [
			(position[mapped.changed], mapped.field.name, moment_reader(mapped))
			for mapped in column_map.fields
			if mapped.changed is not None
		]
		self.gaps = [FieldGap(mapped) for mapped in column_map.fields]
		for gap in self.gaps:
			mapped = gap.mapped
			if mapped.column is None:
				self._without_column.append(gap)
				continue
			separator = mapped.separator if mapped.field.kind is Kind.TREE else None
			cells = RememberedCells(cell_reader(mapped))
			self._plan.append(_Cell(position[mapped.column], mapped.field.name, cells, gap, separator))
		self._hot = [(cell.index, cell.name, cell.cells, cell) for cell in self._plan]
		self._trees = [cell for cell in self._plan if cell.tree_separator]
		self.leads = 0

	def read(self, cells: Sequence[str]) -> LeadSnapshot:
		values: dict[str, Value] = {}
		for index, name, remembered, cell in self._hot:
			text = cells[index]
			value = remembered[text]
			if value is UNKNOWN:
				cell.gap.unknown += 1
			elif isinstance(value, Unreadable):
				self._note(cell.gap, text, value)
			else:
				if value is EMPTY:
					cell.gap.empty += 1
				values[name] = value
		self.leads += 1
		return LeadSnapshot(
			name=cells[self._id].strip() or None if self._id is not None else None,
			company=cells[self._company].strip() or None if self._company is not None else None,
			values=values,
			ancestors=self._ancestors(cells, values) if self._trees else {},
			changed_at=self._changed_at(cells) if self._changes else {},
		)

	def finish(self) -> list[FieldGap]:
		"""The gaps of all fields, in the order of the mapping; fields without a column are unknown throughout."""
		for gap in self._without_column:
			gap.unknown = self.leads
		return self.gaps

	def _note(self, gap: FieldGap, text: str, found: Unreadable) -> None:
		gap.unknown += 1
		gap.unreadable += 1
		if len(gap.examples) < _EXAMPLES:
			gap.examples.setdefault(text.strip()[:80], found.reason)

	def _ancestors(self, cells: Sequence[str], values: Mapping[str, Value]) -> dict[str, frozenset[str]]:
		found: dict[str, frozenset[str]] = {}
		for cell in self._trees:
			if isinstance(values.get(cell.name), str):
				text = cells[cell.index].strip() or cell.gap.mapped.blank or ""
				path = cell.gap.mapped.values.get(text, text)
				found[cell.name] = frozenset(tree_path(path, cell.tree_separator or ""))
		return found

	def _changed_at(self, cells: Sequence[str]) -> dict[str, datetime]:
		found = ((name, read(cells[index])) for index, name, read in self._changes)
		return {name: moment for name, moment in found if moment is not None}
