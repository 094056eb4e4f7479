"""Rows of the territory mapping while an admin writes them: what is wrong with one, and which others say something else."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_link_to_form

from lead_intelligence.adapters.territory_mapping import COLUMNS, DOCTYPE, in_words, row_of
from lead_intelligence.adapters.who_saves import a_person_saves
from lead_intelligence.core.problems import Problem
from lead_intelligence.core.routing.place_validation import mistakes_in, rivals_of
from lead_intelligence.core.routing.places import PlaceRow
from lead_intelligence.core.routing.postal_codes import beginning_of, tidy

# So many rows of a country with ranges of codes are compared with one that is saved.
_MOST_COMPARED = 2000
_MOST_TOLD = 5


def tidy_row(doc: Document) -> None:
	"""Blanks at the ends go, and codes are written in one way."""
	for name in ("state", "city"):
		doc.set(name, " ".join((doc.get(name) or "").split()) or None)
	for name in ("postal_code_from", "postal_code_to"):
		text = str(doc.get(name) or "").strip()
		# What is no code stays as it is, to be named when it is refused.
		doc.set(name, tidy(text) or text or None)
	if beginning_of(doc.postal_code_from) == beginning_of(doc.postal_code_to):
		doc.postal_code_to = None


def problems_in(doc: Document) -> list[Problem]:
	problems = list(mistakes_in(row_of(doc)))
	if not problems and not doc.disabled:
		problems += [_there_already(other) for other in _about_the_same(doc)[:1]]
	return problems


def _about_the_same(doc: Document) -> list[PlaceRow]:
	"""Exactly what this one is about, written alike."""
	names = ("country", "state", "city", "postal_code_from", "postal_code_to")
	same = {name: doc.get(name) or ("is", "not set") for name in names}
	filters = {**same, "disabled": 0, "name": ("!=", doc.name or "")}
	return [row_of(row) for row in frappe.get_all(DOCTYPE, filters=filters, fields=COLUMNS, limit=1)]


def _there_already(other: PlaceRow) -> Problem:
	message = _(
		"There is a row about the same places already, {row}, which says {territory}. Change or disable that one."
	)
	return Problem(message=message, values={"row": other.name, "territory": other.territory})


def rivals(doc: Document) -> list[PlaceRow]:
	"""Other rows with a range of codes that say something else about some of the same places, and are as specific."""
	if doc.disabled or not doc.postal_code_from or not doc.postal_code_to:
		return []
	filters = {
		"country": doc.country or ("is", "not set"),
		"postal_code_to": ("is", "set"),
		"disabled": 0,
		"name": ("!=", doc.name or ""),
	}
	rows = frappe.get_all(
		DOCTYPE, filters=filters, fields=COLUMNS, order_by="creation, name", limit=_MOST_COMPARED
	)
	return list(rivals_of(row_of(doc), (row_of(row) for row in rows)))


def tell_of_rivals(doc: Document) -> None:
	"""Both may be meant so; the earlier row counts."""
	if a_person_saves() and (found := rivals(doc)):
		frappe.msgprint(
			_(
				"For some postal codes, these rows say something else and are as specific: {0}. The earliest counts."
			).format(_links(found[:_MOST_TOLD])),
			indicator="orange",
			title=_("Rows that overlap"),
		)


def _links(rows: Iterable[PlaceRow]) -> str:
	return ", ".join(
		get_link_to_form(DOCTYPE, row.name, escape_html(f"{in_words(row)}: {row.territory}")) for row in rows
	)
