"""ERPNext's own lead exports (Data Import's export, list and report exports), read without a mapping file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.snapshot.erpnext_lead import ERPNEXT_LEAD_FIELDS, SILENT_DEFAULTS
from ..refusal import AuditRefused
from .column_map import ColumnMap, FieldColumn
from .erpnext_labels import BESIDE_THE_LEAD, FIELD_OF_LABEL, ID_NAMES, fold_label

_ENOUGH_FIELDS = 3
_TELLING = frozenset(
	{
		"company_name",
		"lead_owner",
		"no_of_employees",
		"qualification_status",
		"request_type",
		"blog_subscriber",
	}
)
_CHILD_COLUMN = re.compile(r".+ \(.+\)$")


def is_erpnext_export(columns: Sequence[str]) -> bool:
	"""Columns that only ERPNext calls so, or an ID and hardly anything that is not a field of a lead."""
	fields = _columns_of_fields(columns)
	own = [column for column in columns if not _is_beside_the_lead(column)]
	known = sum(1 for column in own if column in fields.values() or _is_id(column))
	if len(fields) < _ENOUGH_FIELDS or 2 * known < len(own):
		return False
	return not _TELLING.isdisjoint(fields) or (any(map(_is_id, own)) and 10 * known >= 9 * len(own))


def erpnext_columns(columns: Sequence[str]) -> ColumnMap:
	"""All fields of ERPNext's Lead; those without a column in this file are unknown for all its leads."""
	found = _columns_of_fields(columns)
	fields = tuple(
		FieldColumn(
			field=field,
			column=found.get(field.name),
			unknown=frozenset(text.casefold() for text in SILENT_DEFAULTS.get(field.name, ())),
		)
		for field in ERPNEXT_LEAD_FIELDS
	)
	ids = [column for column in columns if _is_id(column)]
	return ColumnMap(
		fields=fields,
		source="ERPNext's own column names",
		id_column=ids[0] if ids else None,
		company_column=found.get("company"),
		is_erpnext=True,
	)


def erpnext_map(columns: Sequence[str], file: str) -> ColumnMap:
	if not is_erpnext_export(columns):
		known = ", ".join(_columns_of_fields(columns).values()) or "none"
		raise AuditRefused(
			f"{file} does not look like a lead export of ERPNext (columns recognised: {known}). "
			f"Say what its columns are with --map; --suggest-map writes a first draft."
		)
	return erpnext_columns(columns)


def _is_id(column: str) -> bool:
	return fold_label(column) in map(fold_label, ID_NAMES)


def _is_beside_the_lead(column: str) -> bool:
	return bool(_CHILD_COLUMN.match(column)) or fold_label(column) in map(fold_label, BESIDE_THE_LEAD)


def _columns_of_fields(columns: Sequence[str]) -> dict[str, str]:
	"""The first column of each field. A child table's columns, called 'Label (Table)', are not the lead's."""
	found: dict[str, str] = {}
	for column in columns:
		name = FIELD_OF_LABEL.get(fold_label(column))
		if name is not None:
			found.setdefault(name, column)
	return found
