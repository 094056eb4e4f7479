"""What a field of a lead says: nothing where ERPNext filled it in by itself and nobody has said anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import frappe
from frappe.utils import get_datetime

from lead_intelligence.adapters.erpnext_versions import actual_name
from lead_intelligence.adapters.settings import settings
from lead_intelligence.core.qualification.subjects import SUBJECTS_FIELD, split_subjects
from lead_intelligence.setup.custom_fields import CHOICES_WITHOUT_BLANK

_ZERO_FOR_NOTHING = frozenset({"Currency", "Rating"})
_GIVEN_A_BLANK_CHOICE = frozenset(fieldname for _doctype, fieldname in CHOICES_WITHOUT_BLANK)


class Rows(NamedTuple):
	"""Where the values of a Table MultiSelect are: one row each, in `column`. A table without a link says nothing."""

	doctype: str
	column: str | None


class Reading(NamedTuple):
	"""How the content of a field becomes what is known: by `known`, from the content and the lead's time of creation.
	Without it, what is there is known."""

	fieldname: str
	known: Callable[[Any, Any], Any] | None = None
	rows: Rows | None = None


def reading_of(name: str, meta: Any) -> Reading:
	"""Of a field under its canonical name, worked out once for all leads that are read."""
	fieldname = actual_name(name)
	df = meta.get_field(fieldname)
	if df is None:
		return Reading(fieldname)
	if fieldname == SUBJECTS_FIELD:
		return Reading(fieldname, _subjects)
	if df.fieldtype == "Select":
		return Reading(fieldname, _chosen(df))
	if df.fieldtype in _ZERO_FOR_NOTHING:
		return Reading(fieldname, _entered)
	if df.fieldtype == "Table MultiSelect":
		columns = (
			child.fieldname for child in frappe.get_meta(df.options).fields if child.fieldtype == "Link"
		)
		return Reading(fieldname, rows=Rows(df.options, next(columns, None)))
	return Reading(fieldname)


def _subjects(content: Any, _created: Any) -> Any:
	return split_subjects(content) or None


def _entered(content: Any, _created: Any) -> Any:
	"""Frappe stores 0 where no amount was entered and no star given."""
	return content or None


def _chosen(df: Any) -> Callable[[Any, Any], Any] | None:
	"""An unset choice takes the first one by itself, unless that is blank or another one is the default."""
	if df.default:
		return None
	choices = (df.options or "").split("\n")
	first = next((choice for choice in choices if choice), None)
	if choices[0]:
		return lambda content, _created: None if content == first else content
	known_from = settings().choices_known_from
	if df.fieldname not in _GIVEN_A_BLANK_CHOICE or not known_from:
		return None
	# We put a blank choice first when we were installed; older leads still hold the choice that came first before.
	known_from = get_datetime(known_from)

	def chosen(content: Any, created: Any) -> Any:
		silent = content == first and created and get_datetime(created) < known_from
		return None if silent else content

	return chosen
