"""Exchange rates as the site has stored them. Nothing is asked of the network, as ERPNext itself would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import add_days
from frappe.utils.data import get_number_format_info


def stored_rate(currency: str, company_currency: str, day: date) -> Decimal | None:
	"""What one unit is, for buying, by the last Currency Exchange up to that day; None where there is none, or only ones that the
	accounts settings call stale."""
	if currency == company_currency:
		return Decimal(1)
	filters = {
		"from_currency": currency,
		"to_currency": company_currency,
		"for_buying": 1,
		"date": ("<=", day),
	}
	settings = frappe.get_cached_doc("Accounts Settings")
	if not settings.get("allow_stale"):
		filters["date"] = ("between", (add_days(day, 1 - int(settings.get("stale_days") or 1)), day))
	rates = frappe.get_all(
		"Currency Exchange",
		filters=filters,
		pluck="exchange_rate",
		order_by="date desc, creation desc",
		limit=1,
	)
	return Decimal(str(rates[0])) if rates and rates[0] > 0 else None


def company_currency(company: str) -> str:
	return str(frappe.get_cached_value("Company", company, "default_currency") or "")


def places_of(currency: str) -> int:
	"""How many decimals its amounts have: none in yen, three in dinars of Kuwait."""
	number_format = frappe.get_cached_value("Currency", currency, "number_format") if currency else None
	return int(get_number_format_info(number_format)[2]) if number_format else 2
