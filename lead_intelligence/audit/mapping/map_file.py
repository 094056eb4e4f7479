"""The mapping file, `map.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ...core.snapshot.fields import Field
from ...core.snapshot.values import Kind
from ..reading.cell_reader import Unreadable, cell_reader
from ..refusal import AuditRefused
from .column_map import ColumnMap, FieldColumn, OutcomeColumn, check_columns
from .erpnext_export import erpnext_columns
from .yaml_text import load_yaml

_KEYS = ("id", "company", "outcome", "today", "unknown", "empty", "dates", "decimal", "erpnext", "fields")
_FIELD_KEYS = (
	"column", "kind", "label", "blank", "unknown", "empty", "values", "dates", "decimal", "separator", "changed",
	"options",
)  # fmt: skip
_OUTCOME_KEYS = ("column", "won", "lost", "blank")
_SEPARATED = (Kind.TREE, Kind.LIST)


def read_map(path: Path, columns: Sequence[str]) -> ColumnMap:
	"""Raises AuditRefused when the file cannot be read, is not right in itself or does not fit the columns."""
	try:
		text = path.read_text(encoding="utf-8-sig")
	except FileNotFoundError:
		raise AuditRefused(f"There is no mapping file {path}.") from None
	except OSError as reason:
		raise AuditRefused(f"The mapping file {path} cannot be read: {reason.strerror or reason}.") from None
	except UnicodeDecodeError:
		raise AuditRefused(f"The mapping file {path} is not UTF-8 text.") from None
	return parse_map(load_yaml(text, path.name), columns, path.name)


def parse_map(data: Any, columns: Sequence[str], source: str) -> ColumnMap:
	return _MapReader(data, columns, source).read()


class _MapReader:
	def __init__(self, data: Any, columns: Sequence[str], source: str) -> None:
		self._source = source
		self._columns = columns
		self._data = self._mapping(data, "the file", _KEYS)

	def read(self) -> ColumnMap:
		data = self._data
		fields = self._mapping(data.get("fields"), "'fields'")
		mapped = {name: self._field(name, settings) for name, settings in fields.items()}
		erpnext = self._text(data, "erpnext", "the file", "no").lower() in ("yes", "true", "1")
		id_column, company_column = self._optional(data, "id"), self._optional(data, "company")
		if erpnext:
			standard = erpnext_columns(self._columns)
			mapped = {**{column.field.name: column for column in standard.fields}, **mapped}
			id_column = id_column or standard.id_column
			company_column = company_column or standard.company_column
		if not mapped:
			raise self._refused("maps no fields. List them under 'fields'.")
		outcome = self._outcome(data["outcome"]) if "outcome" in data else None
		found = ColumnMap(
			fields=tuple(mapped.values()),
			source=self._source,
			id_column=id_column,
			company_column=company_column,
			outcome=outcome,
			today=self._today(data),
			is_erpnext=erpnext,
		)
		self._check(found)
		return found

	def _check(self, found: ColumnMap) -> None:
		named: dict[str, str | None] = {"'id'": found.id_column, "'company'": found.company_column}
		named["'outcome'"] = found.outcome.column if found.outcome else None
		for mapped in found.fields:
			named[f"'{mapped.field.name}'"] = mapped.column
			named[f"the changes of '{mapped.field.name}'"] = mapped.changed
		check_columns(named, self._columns, self._source)

	def _field(self, name: str, settings: Any) -> FieldColumn:
		place = f"the field '{name}'"
		settings = self._mapping(
			{"column": settings} if isinstance(settings, str) else settings, place, _FIELD_KEYS
		)
		column = self._text(settings, "column", place)
		if not column:
			raise self._refused(f"names no column for {place}.")
		kind = self._kind(self._text(settings, "kind", place, Kind.TEXT.value), place)
		separator = settings.get("separator")
		if separator is not None and (
			kind not in _SEPARATED or not isinstance(separator, str) or not separator
		):
			raise self._refused(
				f"gives {place} a separator; only trees and lists have one, and it must not be blank."
			)
		decimal = self._text(settings, "decimal", place, self._text(self._data, "decimal", "the file", "."))
		if decimal not in (".", ","):
			raise self._refused(f"has '{decimal}' as the decimal sign of {place}; it must be '.' or ','.")
		label = self._text(settings, "label", place, column)
		options = tuple(self._texts(settings, "options", place))
		mapped = FieldColumn(
			field=Field(name=name, label=label, kind=kind, options=options),
			column=column,
			blank=settings["blank"] if isinstance(settings.get("blank"), str) else None,
			unknown=self._folded("unknown", settings, place),
			empty=self._folded("empty", settings, place),
			values=self._values(settings, place),
			dates=tuple(
				self._texts(settings, "dates", place) or self._texts(self._data, "dates", "the file")
			),
			decimal=decimal,
			separator=separator,
			changed=self._text(settings, "changed", place) or None,
		)
		self._check_reading(mapped, place)
		return mapped

	def _check_reading(self, mapped: FieldColumn, place: str) -> None:
		try:
			blank = cell_reader(mapped)("")
		except ValueError as reason:
			raise self._refused(f"cannot read the dates of {place}: {reason}.") from None
		if isinstance(blank, Unreadable):
			raise self._refused(f"cannot read the 'blank' of {place}: {blank.reason}.")

	def _kind(self, name: str, place: str) -> Kind:
		try:
			return Kind(name.lower())
		except ValueError:
			known = ", ".join(kind.value for kind in Kind)
			raise self._refused(f"gives {place} the unknown kind '{name}'. The kinds are: {known}.") from None

	def _values(self, settings: Mapping[str, Any], place: str) -> dict[str, str]:
		values = self._mapping(settings.get("values") or {}, f"'values' of {place}")
		for text, meaning in values.items():
			if not isinstance(meaning, str):
				raise self._refused(f"must give one text for '{text}' in 'values' of {place}.")
		return values

	def _folded(self, key: str, settings: Mapping[str, Any], place: str) -> frozenset[str]:
		"""The texts for a field, or those for the whole file when the field has none of its own."""
		texts = (
			self._texts(settings, key, place) if key in settings else self._texts(self._data, key, "the file")
		)
		return frozenset(text.strip().casefold() for text in texts)

	def _outcome(self, settings: Any) -> OutcomeColumn:
		place = "'outcome'"
		settings = self._mapping(settings, place, _OUTCOME_KEYS)
		column, won = self._text(settings, "column", place), self._texts(settings, "won", place)
		if not column or not won:
			raise self._refused("must name under 'outcome' a column and the values that mean 'won'.")
		blank = self._text(settings, "blank", place, "unknown")
		if blank not in ("unknown", "lost"):
			raise self._refused(
				f"has '{blank}' as the meaning of a blank outcome; it must be 'unknown' or 'lost'."
			)
		lost = tuple(self._texts(settings, "lost", place)) or None
		return OutcomeColumn(column=column, won=tuple(won), lost=lost, blank_is_lost=blank == "lost")

	def _today(self, data: Mapping[str, Any]) -> date | None:
		text = self._text(data, "today", "the file")
		try:
			return date.fromisoformat(text) if text else None
		except ValueError:
			raise self._refused(f"has '{text}' as 'today'; write a date as YYYY-MM-DD.") from None

	def _mapping(self, data: Any, place: str, known: Sequence[str] | None = None) -> dict[str, Any]:
		if not isinstance(data, dict):
			raise self._refused(f"must have 'key: value' lines in {place}.")
		for key in data:
			if not isinstance(key, str):
				raise self._refused(f"has a key in {place} that is not a text.")
			if known is not None and key not in known:
				close = get_close_matches(key, known, 1)
				hint = f"Did you mean '{close[0]}'?" if close else f"Known are: {', '.join(known)}."
				raise self._refused(f"has the unknown key '{key}' in {place}. {hint}")
		return data

	def _text(self, data: Mapping[str, Any], key: str, place: str, otherwise: str = "") -> str:
		value = data.get(key, otherwise)
		if not isinstance(value, str):
			raise self._refused(f"must have a single text as '{key}' in {place}.")
		return value.strip() or otherwise

	def _optional(self, data: Mapping[str, Any], key: str) -> str | None:
		return self._text(data, key, "the file") or None

	def _texts(self, data: Mapping[str, Any], key: str, place: str) -> list[str]:
		value = data.get(key, [])
		values = [value] if isinstance(value, str) else value
		if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
			raise self._refused(f"must have a text or a list of texts as '{key}' in {place}.")
		return values

	def _refused(self, what: str) -> AuditRefused:
		return AuditRefused(f"{self._source} {what}")
