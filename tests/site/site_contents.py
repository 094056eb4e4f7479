"""Everything that a site holds, so that a before can be compared with an after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import frappe

# Who touched a row and when is not what a site holds.
_NOT_CONTENT = frozenset({"creation", "modified", "modified_by", "owner", "idx", "migration_hash"})


@dataclass(frozen=True)
class SiteContents:
	"""`structure`: every table, column, index and sequence. `rows`: per table, its rows with a digest of each."""

	structure: frozenset[tuple[str, ...]]
	rows: dict[str, dict[str, str]]


def contents() -> SiteContents:
	structure = frozenset(_structure())
	tables = sorted({name for kind, name, *_ in structure if kind == "BASE TABLE"})
	return SiteContents(structure, {table: _rows(table) for table in tables})


def _structure() -> Iterator[tuple[str, ...]]:
	schema = frappe.conf.db_name
	yield from frappe.db.sql(
		"select table_type, table_name from information_schema.tables where table_schema = %s", schema
	)
	yield from frappe.db.sql(
		"""select 'column', table_name, column_name, column_type, is_nullable, ifnull(column_default, '')
		from information_schema.columns where table_schema = %s""",
		schema,
	)
	yield from frappe.db.sql(
		"""select 'index', table_name, index_name, group_concat(column_name order by seq_in_index), min(non_unique)
		from information_schema.statistics where table_schema = %s group by table_name, index_name""",
		schema,
	)


def _rows(table: str) -> dict[str, str]:
	columns = [row[0] for row in frappe.db.sql(f"show columns from `{table}`")]
	# The rows of a child table are named by chance, and anew whenever their parent is imported.
	named = "name" in columns and "parent" not in columns
	content = ", ".join(
		f"ifnull(`{c}`, '')" for c in columns if c not in _NOT_CONTENT and (named or c != "name")
	)
	digest = f"md5(concat_ws('|', {content}))"
	key = "cast(`name` as char)" if named else digest
	where = "where field not in ('modified', 'modified_by')" if table == "tabSingles" else ""
	if table == "tabSingles":
		key = "concat(doctype, '.', field)"
	return dict(frappe.db.sql(f"select {key}, {digest} from `{table}` {where}"))


def differences(before: SiteContents, after: SiteContents) -> list[str]:
	"""One line for each thing that is there more, less or otherwise than before."""
	lines = [f"new {' '.join(map(str, thing))}" for thing in after.structure - before.structure]
	lines += [f"lost {' '.join(map(str, thing))}" for thing in before.structure - after.structure]
	for table in before.rows.keys() & after.rows.keys():
		old, new = before.rows[table], after.rows[table]
		lines += [f"new row {table}: {name}" for name in new.keys() - old.keys()]
		lines += [f"lost row {table}: {name}" for name in old.keys() - new.keys()]
		lines += [
			f"changed row {table}: {name}" for name in old.keys() & new.keys() if old[name] != new[name]
		]
	return sorted(lines)
