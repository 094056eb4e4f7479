"""In which currency a company keeps its books, and with how many decimals."""

from __future__ import annotations

import frappe
from frappe.utils.data import get_number_format_info


def company_currency(company: str) -> str:
	return str(frappe.get_cached_value("Company", company, "default_currency") or "")


def places_of(currency: str) -> int:
	"""How many decimals its amounts have: none in yen, three in dinars of Kuwait."""
	number_format = frappe.get_cached_value("Currency", currency, "number_format") if currency else None
	return int(get_number_format_info(number_format)[2]) if number_format else 2
