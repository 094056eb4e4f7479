"""From a Lead document to the snapshot that the domain judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from frappe.model.document import Document

from lead_intelligence.adapters.field_changes import changes_of
from lead_intelligence.adapters.known_content import reading_of
from lead_intelligence.adapters.qualification_answers import answers_of
from lead_intelligence.adapters.touches import touch_days
from lead_intelligence.adapters.trees import node_and_ancestors
from lead_intelligence.core.engagement.touch import TouchDays
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot


class LooksAtLeads(Protocol):
	"""A model, or all policies of a company: whatever says which parts of a lead it looks at."""

	@property
	def fields(self) -> tuple[str, ...]: ...
	@property
	def tree_fields(self) -> tuple[str, ...]: ...
	@property
	def change_fields(self) -> tuple[str, ...]: ...
	@property
	def looks_at_touches(self) -> bool: ...
	@property
	def looks_at_answers(self) -> bool: ...


def snapshot_of(
	doc: Document,
	looks: LooksAtLeads,
	catalogue: FieldCatalogue,
	changed_now: Mapping[str, datetime] = MappingProxyType({}),
	*,
	locked: bool = False,
) -> LeadSnapshot:
	"""What `looks` looks at, read from the document as it stands in memory.

	`changed_now`: fields that are changing in the save that is under way, which nothing has written down yet. `locked`: the
	lead is, and what was recorded of it is read as it is now, even if the transaction began before.
	"""
	raw = {name: known_content(doc, name) for name in looks.fields}
	if looks.looks_at_answers:
		raw.update(_answers(doc, locked))
	return take_snapshot(
		raw,
		catalogue,
		name=doc.name,
		company=doc.get("company"),
		ancestors=_ancestors(looks.tree_fields, raw, catalogue),
		changed_at={**_changes_before(doc, looks.change_fields), **changed_now},
		touches=_touches(doc, locked) if looks.looks_at_touches else {},
	)


def known_content(doc: Document, name: str) -> Any:
	"""The content of a field, or None where nobody has said anything."""
	reading = reading_of(name, doc.meta)
	content = doc.get(reading.fieldname)
	if reading.rows:
		return [row.get(reading.rows.column) if reading.rows.column else None for row in content or ()]
	return reading.known(content, doc.get("creation")) if reading.known else content


def _ancestors(
	names: Iterable[str], raw: dict[str, Any], catalogue: FieldCatalogue
) -> dict[str, frozenset[str]]:
	"""For each tree field the node and all above it; left out when the node no longer exists."""
	found = {}
	for name in names:
		field, node = catalogue.get(name), raw.get(name)
		if field is None or not field.links_to or not node:
			continue
		nodes = node_and_ancestors(field.links_to, node)
		if nodes:
			found[name] = nodes
	return found


def _touches(doc: Document, locked: bool) -> TouchDays:
	"""A lead that is being made has none."""
	if not doc.name or doc.is_new():
		return {}
	return touch_days([doc.name], lock=locked).get(doc.name, {})


def _answers(doc: Document, locked: bool) -> dict[str, str]:
	if not doc.name or doc.is_new():
		return {}
	return answers_of([doc.name], lock=locked).get(doc.name, {})


def _changes_before(doc: Document, names: tuple[str, ...]) -> dict[str, datetime]:
	return changes_of(doc.name, names) if names and doc.name else {}
