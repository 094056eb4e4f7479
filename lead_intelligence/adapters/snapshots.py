"""From a Lead document to the snapshot that the domain judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.field_changes import changes_of
from lead_intelligence.adapters.settings import settings
from lead_intelligence.adapters.trees import node_and_ancestors
from lead_intelligence.core.scoring.compiled import CompiledModel
from lead_intelligence.core.snapshot.fields import FieldCatalogue
from lead_intelligence.core.snapshot.lead_snapshot import LeadSnapshot, take_snapshot
from lead_intelligence.setup.custom_fields import CHOICES_WITHOUT_BLANK


def snapshot_of(
	doc: Document,
	model: CompiledModel,
	catalogue: FieldCatalogue,
	changed_now: Mapping[str, datetime] = MappingProxyType({}),
) -> LeadSnapshot:
	"""What `model` looks at, read from the document as it stands in memory.

	`changed_now`: fields that are changing in the save that is under way, which nothing has written down yet.
	"""
	raw = {name: known_content(doc, name) for name in model.fields}
	return take_snapshot(
		raw,
		catalogue,
		name=doc.name,
		company=doc.get("company"),
		ancestors=_ancestors(model.tree_fields, raw, catalogue),
		changed_at={**_changes_before(doc, model.change_fields), **changed_now},
	)


def known_content(doc: Document, name: str) -> Any:
	"""The content of a field, or None where ERPNext filled it in by itself and nobody has said anything."""
	fieldname = actual_name(name)
	content = doc.get(fieldname)
	df = doc.meta.get_field(fieldname)
	if df is None:
		return content
	if df.fieldtype == "Select":
		return None if _is_silent_default(doc, df, content) else content
	if df.fieldtype in _ZERO_FOR_NOTHING:
		# Frappe stores 0 where no amount was entered and no star given.
		return content or None
	if df.fieldtype == "Table MultiSelect":
		return [next((row.get(key) for key in _link_fields(df.options)), None) for row in content or ()]
	return content


def _is_silent_default(doc: Document, df: Any, content: Any) -> bool:
	if not content or df.default:
		return False
	choices = (df.options or "").split("\n")
	if choices[0]:
		return bool(content == choices[0])
	# We put a blank choice first when we were installed; older leads still hold the choice that came first before.
	known_from = settings().choices_known_from
	created = doc.get("creation")
	first = next((choice for choice in choices if choice), None)
	if content != first or not known_from or not created or df.fieldname not in _GIVEN_A_BLANK_CHOICE:
		return False
	return bool(get_datetime(created) < get_datetime(known_from))


_ZERO_FOR_NOTHING = frozenset({"Currency", "Rating"})
_GIVEN_A_BLANK_CHOICE = frozenset(fieldname for _doctype, fieldname in CHOICES_WITHOUT_BLANK)


def _link_fields(child_doctype: str) -> list[str]:
	return [df.fieldname for df in frappe.get_meta(child_doctype).fields if df.fieldtype == "Link"]


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


def _changes_before(doc: Document, names: tuple[str, ...]) -> dict[str, datetime]:
	return changes_of(doc.name, names) if names and doc.name else {}
