"""Costs that were entered or imported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import frappe
from frappe.utils import getdate

from lead_intelligence.adapters.currencies import company_currency, places_of
from lead_intelligence.adapters.marketing_costs.saving import COST
from lead_intelligence.core.costs.costs import Cost
from lead_intelligence.core.reporting.period import Period


def entered_costs(company: str | None, period: Period) -> list[Cost]:
	"""Those with days in the period, among those that the user may see. Their names are as they were entered, and they are of no family."""
	filters: dict[str, Any] = {"from_date": ("<=", period.last), "to_date": (">=", period.first)}
	if company:
		filters["company"] = company
	fields = [
		"source",
		"campaign",
		"from_date",
		"to_date",
		"company",
		"currency",
		"conversion_rate",
		"base_amount",
	]
	rows = frappe.get_list(
		COST, filters=filters, fields=fields, as_list=True, limit=0, order_by="from_date, name"
	)
	places: dict[str, int] = {}
	for company in {row[4] for row in rows}:
		places[company] = places_of(company_currency(company))
	return [
		Cost(
			days=Period(first=getdate(first), last=getdate(last)),
			amount=Decimal(str(base_amount)) if rate else None,
			places=places[company],
			company=company,
			currency=currency,
			source=source or "",
			campaign=campaign or "",
		)
		for source, campaign, first, last, company, currency, rate, base_amount in rows
	]
