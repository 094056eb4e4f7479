"""Subjects of interest: what a lead's text says is brought to the names of the records, and follows when these change."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

from lead_intelligence.adapters.erpnext_versions import forget_cached_leads
from lead_intelligence.adapters.statements import some_at_a_time, update_rows
from lead_intelligence.adapters.who_saves import a_person_saves
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.qualification.subjects import (
	SUBJECTS_FIELD,
	by_folded_name,
	read_subjects,
	renamed,
	split_subjects,
	unknown_subject,
)
from lead_intelligence.core.rules.text import fold

_DOCTYPE = "Lead Subject"
_CACHE = "lead_intelligence_subjects"


def normalise_subjects(doc: Document) -> list[Problem]:
	"""Sets the field on a lead that is about to be saved, if it changed. What a person has written now and there is no
	subject of is a problem; where nobody could answer, it stays as it was written."""
	text = doc.get(SUBJECTS_FIELD)
	stored = doc.get_doc_before_save()
	before = stored.get(SUBJECTS_FIELD) if stored else None
	if (text or "") == (before or ""):
		return []
	known = by_folded_name(name for name, *_more in subjects())
	subjects_now = read_subjects(text if isinstance(text, str) else str(text), known)
	doc.set(SUBJECTS_FIELD, subjects_now.text or None)
	if not subjects_now.unknown or not a_person_saves():
		return []
	there_before = {fold(name) for name in split_subjects(before)}
	written = [name for name in subjects_now.unknown if fold(name) not in there_before]
	return [unknown_subject(name, known) for name in written]


def subjects() -> list[tuple[str, str | None, bool]]:
	"""All of them by name, each with its product line and whether it is disabled."""
	return list(frappe.cache.get_value(_CACHE, _stored))


def _stored() -> list[tuple[str, str | None, bool]]:
	rows = frappe.get_all(
		_DOCTYPE, fields=["name", "product_line", "disabled"], order_by="name", as_list=True
	)
	return [(name, product_line or None, bool(disabled)) for name, product_line, disabled in rows]


def forget_subjects() -> None:
	frappe.cache.delete_value(_CACHE)
	# Another request may read the old ones until what was changed is committed.
	frappe.db.after_commit.add(lambda: frappe.cache.delete_value(_CACHE))


def follow_subject(old: str, new: str) -> None:
	"""After a rename or a merge, leads are interested in the subject's new name, and evaluated again."""
	leads_by_text: dict[str, list[str]] = {}
	for name, text in _leads_that_may_name(old):
		changed = renamed(text, old, new)
		if changed != text:
			leads_by_text.setdefault(changed, []).append(name)
	for text, leads in leads_by_text.items():
		for some in some_at_a_time(leads):
			values = {SUBJECTS_FIELD: text, "li_needs_evaluation": 1}
			update_rows("Lead", some, values)
	written = [name for leads in leads_by_text.values() for name in leads]
	frappe.db.after_commit.add(lambda: forget_cached_leads(written))


def _leads_that_may_name(subject: str) -> Any:
	"""The database finds texts that hold the name; which of them have it as a whole is told here."""
	table = frappe.qb.DocType("Lead")
	query = frappe.qb.from_(table).select(table.name, table[SUBJECTS_FIELD]).orderby(table.name)
	escaped = subject.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
	return query.where(table[SUBJECTS_FIELD].like(f"%{escaped}%")).run()
