"""The fields a lead can have: their names, labels and kinds. Conditions are checked and compiled against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .values import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
	"""One field. `options` are the choices of a choice, `links_to` the record type of a link or tree."""

	name: str
	label: str
	kind: Kind
	options: tuple[str, ...] = ()
	links_to: str | None = None


class FieldCatalogue:
	"""All fields of the leads at hand, by name, in the order in which people should see them."""

	__slots__ = ("_fields",)

	def __init__(self, fields: Iterable[Field]) -> None:
		self._fields = {field.name: field for field in fields}

	def get(self, name: str) -> Field | None:
		return self._fields.get(name)

	def label(self, name: str) -> str:
		"""The field's label, or its bare name when the catalogue does not know it."""
		field = self._fields.get(name)
		return field.label if field else name

	def __iter__(self) -> Iterator[Field]:
		return iter(self._fields.values())

	def __len__(self) -> int:
		return len(self._fields)

	def __contains__(self, name: object) -> bool:
		return name in self._fields
