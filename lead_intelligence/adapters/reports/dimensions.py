"""By what leads are told apart in a report."""

from __future__ import annotations

from enum import Enum

import frappe
from pypika import Table
from pypika.functions import Coalesce
from pypika.terms import Function, Term

from lead_intelligence.adapters.currencies import company_currency
from lead_intelligence.adapters.erpnext_versions import actual_name


class Dimension(str, Enum):
	"""`value`: as the filter "Group By" calls it."""

	FAMILY = "Family of Origin"
	SOURCE = "Source"
	CAMPAIGN = "Campaign"
	OWNER = "Lead Owner"
	TERRITORY = "Territory"
	COMPANY = "Company"
	GRADE = "Grade"
	SEGMENT = "Market Segment"
	DEFINITION = "Agreement"
	MONTH = "Month"
	QUARTER = "Quarter"
	WEEK = "Week"
	DAY = "Day"


BY_TIME = frozenset({Dimension.MONTH, Dimension.QUARTER, Dimension.WEEK, Dimension.DAY})
OFFERED = tuple(one for one in Dimension if one is not Dimension.DAY)
"""What reports let people choose from: of the years that they may be about, there are too many days for rows."""
_FIELDS = {
	Dimension.FAMILY: "source",
	Dimension.SOURCE: "source",
	Dimension.CAMPAIGN: "campaign",
	Dimension.OWNER: "lead_owner",
	Dimension.TERRITORY: "territory",
	Dimension.COMPANY: "company",
	Dimension.GRADE: "li_grade",
	Dimension.SEGMENT: "market_segment",
	Dimension.DEFINITION: "li_definition",
}


def value_of(dimension: Dimension, lead: Table, moment: Term) -> Term:
	"""What to group by: a text, "" where it is empty. `moment`: what the parts of the calendar are of. Of a family, it is the
	source, see `families.family_of`."""
	# Without the percent signs of a format, which would not survive within another function.
	if dimension in (Dimension.MONTH, Dimension.DAY):
		return Function("LEFT", moment, 7 if dimension is Dimension.MONTH else 10)
	if dimension is Dimension.WEEK:
		week = Function("YEARWEEK", moment, 3)
		return Function("CONCAT", Function("LEFT", week, 4), "-W", Function("RIGHT", week, 2))
	if dimension is Dimension.QUARTER:
		return Function("CONCAT", Function("YEAR", moment), "-Q", Function("QUARTER", moment))
	return Coalesce(lead[actual_name(_FIELDS[dimension])], "")


def currency_of(company: str | None) -> str:
	"""Of a lead without company, that of the default company."""
	company = company or frappe.defaults.get_global_default("company")
	return company_currency(company) if company else ""
