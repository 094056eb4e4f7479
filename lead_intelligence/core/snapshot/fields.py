"""The fields a lead can have: their names, labels and kinds. Conditions are checked and compiled against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
	"""All fields of the leads at hand, by name, in the order in which people should see them.

	`trees`: per tree field and node, the node itself and all above it, as far as known. Leads bring their own; these
	only serve to say what a lead *would* score elsewhere in the tree.
	"""

	__slots__ = ("_fields", "_trees")

	def __init__(
		self, fields: Iterable[Field], trees: Mapping[str, Mapping[str, frozenset[str]]] | None = None
	) -> None:
		self._fields = {field.name: field for field in fields}
		self._trees = trees or {}

	def get(self, name: str) -> Field | None:
		return self._fields.get(name)

	def label(self, name: str) -> str:
		"""The field's label, or its bare name when the catalogue does not know it."""
		field = self._fields.get(name)
		return field.label if field else name

	def ancestors(self, name: str, node: str) -> frozenset[str]:
		"""The node and all above it; the node alone where its place is not known."""
		return self._trees.get(name, {}).get(node) or frozenset((node,))

	def __iter__(self) -> Iterator[Field]:
		return iter(self._fields.values())

	def __len__(self) -> int:
		return len(self._fields)

	def __contains__(self, name: object) -> bool:
		return name in self._fields
