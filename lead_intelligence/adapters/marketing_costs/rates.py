"""Exchange rates as the site has stored them. Nothing is asked of the network, as ERPNext itself would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import add_days


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
