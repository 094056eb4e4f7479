"""Which lead someone from outside means: by its id, an e-mail address or a phone number, for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import frappe

from lead_intelligence.adapters.phone_numbers import normalised, spellings
from lead_intelligence.core.engagement.incoming import IncomingTouch

_PHONE_FIELDS = ("phone", "mobile_no", "whatsapp_no")
# From 1000 values on, MariaDB makes a table of them and no longer looks each up by the key.
_MOST_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class _Found:
	lead: str
	email: str | None
	created: object


class KnownLeads:
	"""Those that a number of touches name. Of several with one address or number, the one made last is meant."""

	def __init__(self, touches: Sequence[IncomingTouch]) -> None:
		ids = [touch.lead for touch in touches if touch.lead]
		self._ids = {name.casefold(): name for name in _each("Lead", "name", ids, pluck="name")}
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
	rows = _each("Lead", "email_id", wanted, fields=["email_id", "name", "creation"], order_by="creation")
	found = {_same(row.email_id): _Found(row.name, row.email_id, row.creation) for row in rows}
	missing = [email for email in wanted if email not in found]
	through = _of_contacts("Contact Email", "email_id", missing)
	return {**{_same(email): lead for email, lead in through}, **found}


def _by_phone(numbers: Iterable[str]) -> dict[str, _Found]:
	wanted = set(numbers)
	texts = sorted({text for number in wanted for text in spellings(number)})
	found: dict[str, _Found] = {}
	meta = frappe.get_meta("Lead")
	for field in filter(meta.has_field, _PHONE_FIELDS):
		rows = _each("Lead", field, texts, fields=[f"{field} as number", "name", "email_id", "creation"])
		for row in rows:
			_keep_later(found, normalised(row.number), _Found(row.name, row.email_id, row.creation))
	if wanted - found.keys():
		for number, lead in _of_contacts("Contact Phone", "phone", texts):
			if (same := normalised(number)) not in found:
				found[same or ""] = lead
	return {number: lead for number, lead in found.items() if number in wanted}


def _keep_later(found: dict[str, _Found], number: str | None, lead: _Found) -> None:
	if number and (number not in found or found[number].created < lead.created):
		found[number] = lead


def _of_contacts(table: str, field: str, values: list[str]) -> list[tuple[str, _Found]]:
	"""Each value of the table's field with the lead of its contact, the latest lead last."""
	rows = _each(table, field, values, fields=[f"{field} as value", "parent"])
	contacts = {row.parent for row in rows}
	links = (
		_each("Dynamic Link", "parent", sorted(contacts), fields=["parent", "link_name"], also=_LINKS)
		if rows
		else []
	)
	names = sorted({link.link_name for link in links})
	leads = {
		row.name: _Found(row.name, row.email_id, row.creation)
		for row in _each("Lead", "name", names, fields=["name", "email_id", "creation"])
	}
	of_contact: dict[str, list[_Found]] = {}
	for link in links:
		if link.link_name in leads:
			of_contact.setdefault(link.parent, []).append(leads[link.link_name])
	pairs = [(row.value, lead) for row in rows for lead in of_contact.get(row.parent, ())]
	return sorted(pairs, key=lambda pair: pair[1].created)


_LINKS = {"parenttype": "Contact", "link_doctype": "Lead"}


def _each(
	doctype: str, field: str, values: Sequence[str], also: dict[str, str] | None = None, **what: object
) -> list:
	found: list = []
	for start in range(0, len(values), _MOST_AT_ONCE):
		filters = {field: ("in", values[start : start + _MOST_AT_ONCE]), **(also or {})}
		found += frappe.get_all(doctype, filters=filters, limit=0, **what)
	return found


def _same(email: str) -> str:
	return email.strip().lower()
