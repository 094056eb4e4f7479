"""Which lead someone from outside means: by its id, an e-mail address or a phone number, for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import frappe

from lead_intelligence.adapters.phone_numbers import normalised, spellings
from lead_intelligence.adapters.statements import rows_by_value
from lead_intelligence.core.engagement.incoming import IncomingTouch

_PHONE_FIELDS = ("phone", "mobile_no", "whatsapp_no")
_LEAD = "Lead"


@dataclass(frozen=True, slots=True)
class _Found:
	lead: str
	email: str | None
	created: datetime


class KnownLeads:
	"""Those that a number of touches name. Of several with one address or number, the one made last is meant."""

	def __init__(self, touches: Sequence[IncomingTouch]) -> None:
		ids = [touch.lead for touch in touches if touch.lead]
		self._ids = {lead.lead.casefold(): lead.lead for lead in _leads("name", ids)}
		self._by_email = _by_email({touch.email for touch in touches if touch.email})
		numbers = {normalised(touch.phone) for touch in touches if not touch.lead and touch.phone}
		self._by_phone = _by_phone(numbers - {None})

	def lead_of(self, touch: IncomingTouch) -> str | None:
		if touch.lead:
			return self._ids.get(touch.lead.casefold())
		if touch.email and touch.email in self._by_email:
			return self._by_email[touch.email].lead
		found = self._by_phone.get(normalised(touch.phone) or "")
		# Colleagues share a number: with another address it is another person.
		if found and touch.email and found.email and _same(found.email) != touch.email:
			return None
		return found.lead if found else None


def _by_email(emails: Iterable[str]) -> dict[str, _Found]:
	wanted = sorted(emails)
	found = {_same(lead.email or ""): lead for lead in _leads("email_id", wanted)}
	through = _of_contacts("Contact Email", "email_id", [email for email in wanted if email not in found])
	return {**{_same(email): lead for email, lead in through}, **found}


def _by_phone(numbers: Iterable[str]) -> dict[str, _Found]:
	wanted = set(numbers)
	texts = sorted({text for number in wanted for text in spellings(number)})
	found: dict[str | None, _Found] = {}
	fields = [field for field in _PHONE_FIELDS if frappe.get_meta(_LEAD).has_field(field)]
	leads = [(row[-1], _Found(*row[:-1])) for field in fields for row in _rows(field, texts, field)]
	for number, lead in sorted(leads, key=lambda pair: pair[1].created):
		found[normalised(number)] = lead
	if wanted - found.keys():
		through = _of_contacts("Contact Phone", "phone", texts)
		found = {**{normalised(number): lead for number, lead in through}, **found}
	return {number: lead for number, lead in found.items() if number in wanted}


def _of_contacts(table: str, column: str, values: list[str]) -> list[tuple[str, _Found]]:
	"""Each value of the table with a lead of its contact, the lead made last at the end."""
	rows = rows_by_value(table, (column, "parent"), column, values)
	columns = ("parent", "link_name", "parenttype", "link_doctype")
	links = rows_by_value("Dynamic Link", columns, "parent", sorted({contact for _value, contact in rows}))
	pairs = [(contact, name) for contact, name, *of in links if of == ["Contact", _LEAD]]
	leads = {lead.lead: lead for lead in _leads("name", sorted({name for _contact, name in pairs}))}
	of_contact: dict[str, list[_Found]] = {}
	for contact, name in pairs:
		if name in leads:
			of_contact.setdefault(contact, []).append(leads[name])
	found = [(value, lead) for value, contact in rows for lead in of_contact.get(contact, ())]
	return sorted(found, key=lambda pair: pair[1].created)


def _leads(column: str, values: list[str]) -> list[_Found]:
	"""The one made last at the end."""
	return sorted((_Found(*row) for row in _rows(column, values)), key=lambda lead: lead.created)


def _rows(column: str, values: list[str], *more: str) -> list[tuple]:
	return rows_by_value(_LEAD, ("name", "email_id", "creation", *more), column, values)


def _same(email: str) -> str:
	return email.strip().lower()
