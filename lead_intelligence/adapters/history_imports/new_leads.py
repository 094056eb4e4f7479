"""Leads of the past, as they would be if they had been there all the time: stored directly, so that no contact is made, nobody is told or
assigned, no clock runs, and no hook of any app is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from string import digits
from typing import Any

import frappe
from frappe.model.naming import set_new_name

from lead_intelligence.adapters.history_imports.judging import JudgedLine
from lead_intelligence.adapters.lead_state import values_of_place
from lead_intelligence.adapters.statements import insert_rows
from lead_intelligence.core.imported_history.meanings import Meaning
from lead_intelligence.core.imported_history.past_line import DealOutcome, PastLine
from lead_intelligence.core.qualification.place import NOWHERE
from lead_intelligence.core.qualification.stages import Stage

_PERSON = {
	Meaning.FIRST_NAME: "first_name",
	Meaning.LAST_NAME: "last_name",
	Meaning.COMPANY_NAME: "company_name",
}


class NewLeads:
	def __init__(self) -> None:
		self._base: dict[str, Any] | None = None

	def make(self, lines: Sequence[JudgedLine], now: datetime) -> None:
		"""Gives each line its lead."""
		rows = [self._row(line, now) for line in lines]
		for line, row, name in zip(lines, rows, names_for(rows), strict=True):
			line.lead = row["name"] = name
		if rows:
			columns = tuple(dict.fromkeys(name for row in rows for name in row))
			insert_rows(
				"Lead", columns, [tuple(row.get(name) for name in columns) for row in rows], numbered=False
			)

	def _row(self, line: JudgedLine, now: datetime) -> dict[str, Any]:
		base = self._base
		if base is None:
			new = frappe.new_doc("Lead")
			base = {name: value for name, value in new.get_valid_dict().items() if value is not None}
			self._base = base
		past, found = line.past, line.entering
		assert past is not None
		assert found is not None
		user = frappe.session.user
		person = {
			field: past.texts[meaning.value]
			for meaning, field in _PERSON.items()
			if meaning.value in past.texts
		}
		if not person:
			# ERPNext saves no lead without any name.
			person["first_name"] = past.own_number or past.email or ""
		names = (person.get("first_name"), person.get("last_name"))
		lead_name = " ".join(name for name in names if name) or person["company_name"]
		return {
			**base,
			"creation": past.begins_at,
			"modified": now,
			"owner": user,
			"modified_by": user,
			"company": line.company,
			"lead_owner": None,
			**person,
			"lead_name": lead_name,
			"title": person.get("company_name") or lead_name,
			"email_id": past.email,
			"phone": past.texts.get(Meaning.PHONE.value),
			**line.fields,
			"status": _status(past, found.place.stage if found.place else None),
			**values_of_place(found.place or NOWHERE),
			# To be scored with what is due in the next hour.
			"li_next_change_at": now,
		}


def names_for(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
	"""By the rules of the site. Where these are a series, the numbers are taken together: one by one, each would be two statements."""
	last, left = "", 0
	for place, row in enumerate(rows):
		if left:
			last, left = _following(last), left - 1
		else:
			named = frappe.get_doc({"doctype": "Lead", **row})
			set_new_name(named)
			last, left = str(named.name), _taken_from_series(str(named.name), len(rows) - place - 1)
		yield last


def _taken_from_series(name: str, number: int) -> int:
	"""How many numbers after that of the name are ours now: all, or none where the name is not the latest of a series."""
	prefix = name.rstrip(digits)
	if (
		not number
		or prefix == name
		or frappe.db.exists("Document Naming Rule", {"document_type": "Lead", "disabled": 0})
	):
		return 0
	series = frappe.qb.DocType("Series")
	current = frappe.qb.from_(series).select(series.current).where(series.name == prefix).for_update().run()
	if not current or current[0][0] != int(name[len(prefix) :]):
		return 0
	frappe.qb.update(series).set(series.current, series.current + number).where(series.name == prefix).run()
	return number


def _following(name: str) -> str:
	prefix = name.rstrip(digits)
	number = name[len(prefix) :]
	return f"{prefix}{int(number) + 1:0{len(number)}}"


def _status(past: PastLine, stage: Stage | None) -> str:
	"""As ERPNext calls leads of which that much has become."""
	outcome = past.deal.outcome if past.deal else None
	if stage is Stage.CUSTOMER or outcome is DealOutcome.WON:
		return "Converted"
	if outcome is DealOutcome.LOST:
		return "Lost Quotation"
	return "Opportunity" if stage is Stage.OPPORTUNITY or outcome else "Lead"
