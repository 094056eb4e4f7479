"""The fields of Lead on this site, custom ones included, as a catalogue for conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.erpnext_versions import actual_name, canonical_name
from lead_intelligence.core.qualification.subjects import SUBJECTS_FIELD
from lead_intelligence.core.routing.postal_codes import POSTAL_CODE_FIELD
from lead_intelligence.core.snapshot.fields import Field, FieldCatalogue
from lead_intelligence.core.snapshot.values import Kind

_KINDS = {
	"Data": Kind.TEXT,
	"Small Text": Kind.TEXT,
	"Text": Kind.TEXT,
	"Long Text": Kind.TEXT,
	"Phone": Kind.TEXT,
	"Autocomplete": Kind.TEXT,
	"Read Only": Kind.TEXT,
	"Select": Kind.CHOICE,
	"Link": Kind.LINK,
	"Int": Kind.NUMBER,
	"Float": Kind.NUMBER,
	"Percent": Kind.NUMBER,
	"Rating": Kind.NUMBER,
	"Duration": Kind.NUMBER,
	"Currency": Kind.MONEY,
	"Date": Kind.DATE,
	"Datetime": Kind.DATETIME,
	"Check": Kind.YES_NO,
	"Table MultiSelect": Kind.LIST,
}
# Written by ERPNext for itself, or by us: not something that a lead is.
_LEFT_OUT = frozenset({"naming_series", "amended_from", "image", "title"})
_STANDARD = (
	Field(name="creation", label="Created On", kind=Kind.DATETIME),
	Field(name="owner", label="Created By", kind=Kind.LINK, links_to="User"),
)


def site_catalogue() -> FieldCatalogue:
	"""All fields of Lead that a condition may look at, under their canonical names."""
	fields = [field for df in frappe.get_meta("Lead").fields if (field := field_of(df))]
	return FieldCatalogue((*fields, *_STANDARD))


def field_of(df: Any) -> Field | None:
	"""A DocField as a field of the catalogue, or None when conditions cannot look at it."""
	if df.fieldname == SUBJECTS_FIELD:
		return Field(name=SUBJECTS_FIELD, label=df.label, kind=Kind.LIST, links_to="Lead Subject")
	kind = _KINDS.get(df.fieldtype)
	is_ours = df.fieldname.startswith("li_") and df.fieldname != POSTAL_CODE_FIELD
	if kind is None or df.fieldname in _LEFT_OUT or is_ours:
		return None
	options: tuple[str, ...] = ()
	links_to = None
	if kind is Kind.CHOICE:
		options = tuple(option.strip() for option in (df.options or "").split("\n") if option.strip())
	elif kind is Kind.LINK:
		links_to = df.options
		kind = Kind.TREE if is_tree(df.options) else Kind.LINK
	elif kind is Kind.LIST:
		links_to = df.options
	return Field(
		name=canonical_name(df.fieldname),
		label=df.label or df.fieldname,
		kind=kind,
		options=options,
		links_to=links_to,
	)


def hidden_fields(doc: Document, names: Iterable[str]) -> frozenset[str]:
	"""Those of the fields whose contents the user may not read on a lead, by their permission level."""
	if frappe.session.user == "Administrator":
		return frozenset()
	levels = doc.get_permlevel_access("read")
	fields = ((name, doc.meta.get_field(actual_name(name))) for name in names)
	return frozenset(name for name, df in fields if df and df.permlevel and df.permlevel not in levels)


def is_tree(doctype: str | None) -> bool:
	return bool(
		doctype and frappe.db.exists("DocType", doctype, cache=True) and frappe.get_meta(doctype).is_tree
	)


_Stamp = tuple[tuple[str, ...], ...]
# By fields, the description of Lead that was looked at last and what came of it: every save asks for it.
_stamps: dict[tuple[str, ...], tuple[Any, _Stamp]] = {}
_MOST_STAMPS = 64


def field_stamp(names: tuple[str, ...]) -> _Stamp:
	"""Changes whenever the type, the choices or the label of one of the fields change on this site."""
	meta = frappe.get_meta("Lead")
	kept = _stamps.get(names)
	if kept and kept[0] is meta:
		return kept[1]
	if len(_stamps) >= _MOST_STAMPS:
		_stamps.clear()
	_stamps[names] = (meta, _stamp_of(meta, names))
	return _stamps[names][1]


def _stamp_of(meta: Any, names: tuple[str, ...]) -> _Stamp:
	stamp = []
	for name in names:
		df = meta.get_field(actual_name(name))
		stamp.append((name, df.fieldtype, df.options or "", df.label or "") if df else (name,))
	return tuple(stamp)
