"""The mapping from columns to fields, as the audit uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from ...core.snapshot.fields import Field, FieldCatalogue
from ..refusal import AuditRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldColumn:
	"""One field. Texts are compared without blanks around them, and without regard to case.

	`blank`: what a blank cell stands for. `unknown`, `empty`: texts that mean "nobody has said" and "there is none".
	`values`: texts to be read as others, exactly as written. `separator`: between the nodes of a tree's path, topmost
	first, or between the items of a list. `changed`: the column that says when this field last changed.
	"""

	field: Field
	column: str | None
	blank: str | None = None
	unknown: frozenset[str] = frozenset()
	empty: frozenset[str] = frozenset()
	values: Mapping[str, str] = dataclass_field(default_factory=dict)
	dates: tuple[str, ...] = ()
	decimal: str = "."
	separator: str | None = None
	changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeColumn:
	"""The column that says how a lead ended. Without `lost`, whatever is neither won nor blank counts as lost.

	`blank_is_lost`: a blank cell means that the lead was not won; else its outcome is not known.
	"""

	column: str
	won: tuple[str, ...]
	lost: tuple[str, ...] | None = None
	blank_is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
	fields: tuple[FieldColumn, ...]
	source: str
	"""Where the mapping comes from, for the report."""
	id_column: str | None = None
	company_column: str | None = None
	outcome: OutcomeColumn | None = None
	today: date | None = None
	is_erpnext: bool = False

	@property
	def catalogue(self) -> FieldCatalogue:
		return FieldCatalogue(mapped.field for mapped in self.fields)

	def columns_used(self) -> frozenset[str]:
		used = {self.id_column, self.company_column, self.outcome.column if self.outcome else None}
		for mapped in self.fields:
			used |= {mapped.column, mapped.changed}
		return frozenset(column for column in used if column is not None)


def check_columns(named: Mapping[str, str | None], columns: Sequence[str], source: str) -> None:
	"""`named`: what is mapped, and to which column. Raises for the first that the file does not have."""
	for what, column in named.items():
		if column is not None and column not in columns:
			raise AuditRefused(f"{source} maps {what} to the column '{column}', {missing_column(columns)}")


def missing_column(columns: Sequence[str]) -> str:
	listed = ", ".join(columns[:30]) + (" …" if len(columns) > 30 else "")
	return f"which the file does not have. Its columns are: {listed}."
