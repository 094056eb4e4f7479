"""Whether anything on the site refers to leads: records of ERPNext and of other apps, and what the app has recorded of them itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import frappe
from frappe.model.dynamic_links import get_dynamic_links
from frappe.model.rename_doc import get_link_fields

from lead_intelligence.adapters.history_imports.known_pasts import FACT
from lead_intelligence.adapters.statements import rows_by_value
from lead_intelligence.core.history.journey import Cause, EntryKind

_JOURNEY = "Lead Journey Entry"
_ON_SCORES = frozenset(kind.value for kind in EntryKind)
# What hangs on leads by name, of our own.
_OURS = (
	*("Lead Touch", "Lead Clock", "Lead Handover", "Lead Assignment", "Lead Next Step", "Lead Escalation"),
	*("Lead Qualification Answer", "Lead Stagnation", FACT),
)


class _Reference(NamedTuple):
	doctype: str
	fieldname: str
	filters: dict[str, Any]


class ReferencesToLeads:
	"""Where there may be any is worked out when this is made: most tables that could refer to a lead hold no row that does."""

	def __init__(self) -> None:
		links = [_Reference(link["parent"], link["fieldname"], {}) for link in get_link_fields("Lead")]
		# Frappe remembers for a while which doctypes are referred to, and may not know of the first comment yet.
		links += [
			_Reference(link.parent, link.fieldname, {link.options: "Lead"}) for link in get_dynamic_links()
		]
		self._links = [link for link in links if _has_table(link.doctype) and _has_any(link)]

	def to_any_of(self, leads: Sequence[str]) -> set[str]:
		"""Those of the leads to which something refers. Rows on their scores, which follow from nothing but the lead itself, do not count."""
		if not leads:
			return set()
		used: set[str] = set()
		for link in self._links:
			filters = {**link.filters, link.fieldname: ("in", list(leads))}
			used.update(
				frappe.get_all(
					link.doctype, filters=filters, pluck=link.fieldname, distinct=True, order_by=None
				)
			)
		for lead, kind, cause in rows_by_value(_JOURNEY, ("lead", "kind", "cause"), "lead", leads):
			if kind not in _ON_SCORES or cause == Cause.IMPORT.value:
				used.add(lead)
		for doctype in _OURS:
			used.update(row[0] for row in rows_by_value(doctype, ("lead",), "lead", leads))
		return used


def _has_table(doctype: str) -> bool:
	return not frappe.get_meta(doctype).issingle and bool(frappe.db.table_exists(doctype))


def _has_any(link: _Reference) -> bool:
	return bool(frappe.get_all(link.doctype, filters=link.filters, limit=1)) if link.filters else True
