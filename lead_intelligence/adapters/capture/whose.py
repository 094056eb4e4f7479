"""Whose touch it is: the leads that a happening names, directly or through their contacts and sales documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import frappe

from lead_intelligence.adapters.capture.happening import Happening, Party
from lead_intelligence.adapters.phone_numbers import normalised, spellings
from lead_intelligence.adapters.statements import MOST_VALUES

# Where a document says of whom it is.
_PARTY_FIELDS = {
	"Opportunity": ("opportunity_from", "party_name"),
	"Quotation": ("quotation_to", "party_name"),
	"Appointment": ("appointment_with", "party"),
	"Email Campaign": ("email_campaign_for", "recipient"),
}
_PHONE_FIELDS = ("phone", "mobile_no", "whatsapp_no")


def leads_of(happenings: Sequence[Happening]) -> list[list[str]]:
	"""Of each happening its leads, each once, only such as exist. Contacts are asked where nothing else leads to one,
	and addresses and numbers where the contacts lead to none either."""
	behind = _parties_of_documents(party for one in happenings for party in one.parties)
	parties = [[*one.parties, *(behind[p] for p in one.parties if p in behind)] for one in happenings]
	found = [[name for doctype, name in some if doctype == "Lead"] for some in parties]
	_fill(found, [[name for doctype, name in some if doctype == "Contact"] for some in parties], _of_contacts)
	existing = _existing(name for names in found for name in names)
	found = [_in_order(existing.get(name.casefold()) for name in names) for names in found]
	_fill(found, [[_same(text) for text in one.addresses if text] for one in happenings], _by_email)
	_fill(found, [[text for text in one.numbers if text] for one in happenings], _by_phone)
	leads = [_in_order(names) for names in found]
	return [
		[] if one.of_one and len(names) > 1 else names for one, names in zip(happenings, leads, strict=True)
	]


def _fill(found: list[list[str]], asked: list[list[str]], look_up: object) -> None:
	"""Where nothing is found yet, what the look-up gives for what is asked."""
	open_ones = [at for at, names in enumerate(found) if not names and asked[at]]
	wanted = sorted({value for at in open_ones for value in asked[at]})
	if not wanted:
		return
	leads: Mapping[str, Sequence[str]] = look_up(wanted)  # type: ignore[operator]
	for at in open_ones:
		found[at] = [lead for value in asked[at] for lead in leads.get(value, ())]


def _parties_of_documents(parties: Iterable[Party]) -> dict[Party, Party]:
	names: dict[str, set[str]] = {}
	for doctype, name in parties:
		if doctype in _PARTY_FIELDS:
			names.setdefault(doctype, set()).add(name)
	found: dict[Party, Party] = {}
	for doctype, some in names.items():
		for row in _each(doctype, "name", sorted(some), fields=["name", *_PARTY_FIELDS[doctype]]):
			kind, name = (row[field] for field in _PARTY_FIELDS[doctype])
			if kind and name:
				found[(doctype, row.name)] = (kind, name)
	return found


def _of_contacts(contacts: list[str]) -> dict[str, list[str]]:
	found: dict[str, list[str]] = {}
	links = {"parenttype": "Contact", "link_doctype": "Lead"}
	for row in _each("Dynamic Link", "parent", contacts, links, fields=["parent", "link_name"]):
		found.setdefault(row.parent, []).append(row.link_name)
	return found


def _existing(names: Iterable[str]) -> dict[str, str]:
	"""As they are written: MariaDB finds them in any case."""
	return {name.casefold(): name for name in _each("Lead", "name", sorted(set(names)), pluck="name")}


def _by_email(addresses: list[str]) -> dict[str, list[str]]:
	"""Of several leads with one address, the one made last."""
	fields = ["name", "email_id"]
	rows = _each("Lead", "email_id", addresses, fields=fields, order_by="creation, name")
	return {_same(row.email_id): [row.name] for row in rows}


def _by_phone(numbers: list[str]) -> dict[str, list[str]]:
	"""Of several leads with one number, the one made last."""
	same = {text: normalised(text) for text in numbers}
	texts = sorted({spelling for number in same.values() if number for spelling in spellings(number)})
	found: dict[str | None, tuple[object, str]] = {}
	for fieldname in filter(frappe.get_meta("Lead").has_field, _PHONE_FIELDS):
		for row in _each("Lead", fieldname, texts, fields=[f"{fieldname} as number", "name", "creation"]):
			number, lead = normalised(row.number), (row.creation, row.name)
			found[number] = max(found.get(number, lead), lead)
	return {text: [found[number][1]] for text, number in same.items() if number and number in found}


def _each(
	doctype: str, fieldname: str, values: Sequence[str], also: dict[str, str] | None = None, **what: object
) -> list:
	found: list = []
	for start in range(0, len(values), MOST_VALUES):
		filters = {fieldname: ("in", values[start : start + MOST_VALUES]), **(also or {})}
		found += frappe.get_all(doctype, filters=filters, limit=0, **what)
	return found


def _in_order(names: Iterable[str | None]) -> list[str]:
	return list(dict.fromkeys(name for name in names if name))


def _same(address: str) -> str:
	return address.strip().lower()
