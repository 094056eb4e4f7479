"""A lead as the engine sees it: normalised once, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ..engagement import touch
from ..engagement.touch import TouchDays
from .fields import FieldCatalogue
from .values import EMPTY, UNKNOWN, Value, read_value, value_to_json

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NO_TOUCHES: TouchDays = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSnapshot:
	"""One lead at one moment. A field that is not among `values` is UNKNOWN.

	`ancestors`: for tree fields, the node itself and all nodes above it; missing when the node no longer exists.
	`changed_at`: when a field last changed (naive, system time zone), where that is known.
	`touches`: what the lead did and what was done towards it, counted by sort and day.
	`unreadable`: fields whose raw content did not fit their kind, with the reason; their value is UNKNOWN.
	"""

	name: str | None = None
	company: str | None = None
	values: Mapping[str, Value] = field(default_factory=dict)
	ancestors: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NOTHING)
	changed_at: Mapping[str, datetime] = field(default_factory=lambda: _NOTHING)
	touches: TouchDays = field(default_factory=lambda: _NO_TOUCHES)
	unreadable: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

	def value(self, name: str) -> Value:
		return self.values.get(name, UNKNOWN)

	def says_the_same_as(self, other: LeadSnapshot) -> bool:
		"""Whether a model would see no difference, at the same moment."""
		return (
			self.values == other.values
			and self.ancestors == other.ancestors
			and self.changed_at == other.changed_at
			and self.touches == other.touches
		)

	def frozen(self, fields: Iterable[str]) -> dict[str, object]:
		"""The inputs among `fields` as plain JSON data, compact: what is unknown is left out.

		`thaw` gives back a snapshot that is judged alike.
		"""
		names = sorted(set(fields))
		data: dict[str, object] = {
			"values": {
				n: value_to_json(v) for n in names if (v := self.values.get(n, UNKNOWN)) is not UNKNOWN
			}
		}
		ancestors = {n: sorted(self.ancestors[n]) for n in names if n in self.ancestors}
		changed_at = {n: self.changed_at[n].isoformat(sep=" ") for n in names if n in self.changed_at}
		if ancestors:
			data["ancestors"] = ancestors
		if changed_at:
			data["changed_at"] = changed_at
		if self.touches:
			data["touches"] = touch.to_data(self.touches)
		return data


def take_snapshot(
	raw: Mapping[str, object],
	catalogue: FieldCatalogue,
	*,
	name: str | None = None,
	company: str | None = None,
	ancestors: Mapping[str, frozenset[str]] = _NOTHING,
	changed_at: Mapping[str, datetime] = _NOTHING,
	touches: TouchDays = _NO_TOUCHES,
) -> LeadSnapshot:
	"""Read raw field contents by the kinds of the catalogue. Never raises for a value: what cannot be read is
	UNKNOWN and listed in `unreadable`. Fields that the catalogue does not know are left out."""
	values: dict[str, Value] = {}
	unreadable: dict[str, str] = {}
	for fieldname, content in raw.items():
		known = catalogue.get(fieldname)
		if known is None:
			continue
		try:
			value = read_value(content, known.kind)
		except ValueError as reason:
			unreadable[fieldname] = str(reason)
			continue
		if value is not UNKNOWN:
			values[fieldname] = value
	return LeadSnapshot(
		name=name,
		company=company,
		values=values,
		ancestors=ancestors,
		changed_at=changed_at,
		touches=touches,
		unreadable=unreadable or _NOTHING,
	)


def thaw(frozen: Mapping[str, Any], catalogue: FieldCatalogue) -> LeadSnapshot:
	"""The snapshot that `LeadSnapshot.frozen` wrote down. Raises ValueError when the data is not of that form."""
	try:
		raw = {n: EMPTY if v is None else v for n, v in frozen["values"].items()}
		ancestors = {n: frozenset(nodes) for n, nodes in frozen.get("ancestors", {}).items()}
		changed_at = {n: datetime.fromisoformat(at) for n, at in frozen.get("changed_at", {}).items()}
		touches = touch.from_data(frozen.get("touches", ()))
	except (KeyError, AttributeError, TypeError) as reason:
		raise ValueError(f"these are not the frozen inputs of a lead: {reason!r}") from reason
	return take_snapshot(raw, catalogue, ancestors=ancestors, changed_at=changed_at, touches=touches)
