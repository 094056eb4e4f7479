"""What the rows of a scoring model hold, as the plain data of the exchange format and back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from frappe.model.document import Document
from frappe.utils import cstr

from lead_intelligence.core.scoring.model import Group


def set_only(**values: Any) -> dict[str, Any]:
	return {key: value for key, value in values.items() if value not in (None, "")}


def iso_day(day: object) -> str | None:
	"""A date as ISO text; anything else as text, so that the check of the model can name it."""
	if isinstance(day, datetime):
		day = day.date()
	return day.isoformat() if isinstance(day, date) else cstr(day) or None


def number_of(text: Any) -> Any:
	"""A number as a number; anything else as it is, so that the check of the model can name it."""
	text = cstr(text).strip().replace(",", ".")
	for read in (int, float):
		try:
			return read(text)
		except ValueError:
			continue
	return text or None


def number_text(number: int | float | None) -> str:
	return "" if number is None else f"{number:.15g}"


def group_data(row: Document) -> dict[str, Any]:
	return set_only(group=row.group_name, at_most=number_of(row.at_most), at_least=number_of(row.at_least))


def group_row(group: Group) -> dict[str, Any]:
	return {
		"group_name": group.name,
		"at_most": number_text(group.at_most),
		"at_least": number_text(group.at_least),
	}
