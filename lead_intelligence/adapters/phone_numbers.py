"""Phone numbers in one form, and in the spellings in which people store them."""

from __future__ import annotations

from functools import lru_cache

import frappe
import phonenumbers
from phonenumbers import PhoneNumberFormat as Form


def normalised(number: str | None) -> str | None:
	"""In international form, such as +33612345678; None for what cannot be a number. One without a country is of the
	country in the system settings."""
	return _normalised(number, _country()) if number else None


@lru_cache(maxsize=10_000)
def _normalised(number: str, country: str | None) -> str | None:
	try:
		parsed = phonenumbers.parse(number, country)
	except phonenumbers.NumberParseException:
		return None
	return phonenumbers.format_number(parsed, Form.E164) if phonenumbers.is_possible_number(parsed) else None


def spellings(number: str) -> set[str]:
	"""Of a number in international form. Looking for each by an index is quicker than reading all that are stored."""
	parsed = phonenumbers.parse(number)
	abroad = phonenumbers.format_number(parsed, Form.INTERNATIONAL)
	at_home = phonenumbers.format_number(parsed, Form.NATIONAL)
	digits = "".join(filter(str.isdigit, at_home))
	code, rest = f"+{parsed.country_code}", phonenumbers.national_significant_number(parsed)
	found = {
		number,
		abroad,
		at_home,
		digits,
		rest,
		f"00{number[1:]}",
		f"{code}-{rest}",
		f"{code} {rest}",
		number[1:],
	}
	found |= {text.replace(" ", mark) for text in (abroad, at_home) for mark in ("-", ".", "")}
	return found | {f"{code} (0){rest}", f"{code} (0) {abroad.removeprefix(code).strip()}"}


def _country() -> str | None:
	country = frappe.db.get_single_value("System Settings", "country") or frappe.db.get_default("country")
	code = frappe.get_cached_value("Country", country, "code") if country else None
	return code.upper() if code else None
